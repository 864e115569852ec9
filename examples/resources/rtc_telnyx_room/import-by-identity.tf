import {
  to = rtc_telnyx_room.front_desk
  identity = {
    id = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0"
  }
}
