# APP_ID/MEETING_ID/PARTICIPANT_ID, with ACCOUNT_ID/ in front if it is not the provider's account
terraform import rtc_cloudflare_participant.note_taker 14a396e7-ca44-4937-bf1f-050a69118543/bbb5a1de-8b0c-4c5e-9a53-3a5b0f6a2c11/aaa7c9e4-52f1-4d4e-8f0b-6a1d2e3f4b5c
