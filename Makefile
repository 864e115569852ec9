MODULE := terraform.local/rtc/terraform-provider-rtc

# A build of one's own; a release takes its version from the tag. CLIs ignore 0.0.0.
VERSION := 0.0.1

EXE := $(shell go env GOEXE)

# The CLI that tests, formats and describes the schema. Where there is none, the testing library downloads Terraform.
CLI := $(shell command -v terraform$(EXE) || command -v tofu$(EXE))

# How long each fuzz target runs.
FUZZTIME := 1m

# What "make test" runs.
PKG := ./...
RUN :=

BINARY := bin/terraform-provider-rtc$(EXE)

# Where Terraform and OpenTofu look for providers before they ask a registry.
PLUGINS := $(if $(EXE),$(subst \,/,$(APPDATA))/terraform.d,$(HOME)/.terraform.d)/plugins
INSTALLED = $(PLUGINS)/terraform.local/rtc/rtc/$(VERSION)/$(shell go env GOOS)_$(shell go env GOARCH)

# A release is built with this version of Go, and with no other.
RELEASE_GO := $(shell cat .go-version)

GO_BUILD = go build -ldflags '-X main.version=$(VERSION)'
# Tools have modules of their own, so that nothing of theirs reaches the provider's; each is built as its go.sum says.
GO_TOOL := go tool -modfile=tools/go.mod
GORELEASER := go tool -modfile=tools/release/go.mod goreleaser

NEEDED_CLI = $(or $(CLI),$(error Neither terraform nor tofu is on PATH: name one with CLI=/path/to/it))
USE_CLI = $(if $(CLI),TF_ACC_TERRAFORM_PATH='$(CLI)')

# Nobody's credentials, log level or CLI settings may change what a test sees.
CLEAN_ENV = env $(foreach name,$(filter CLOUDFLARE_% TELNYX_% TF_% RTC_%,$(.VARIABLES)),-u $(name)) CHECKPOINT_DISABLE=1

.PHONY: help build install simulator demo test gaps test-live bench lint check-imports generate generate-check outdated vuln fuzz release-check clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'CLI=/path/to/tofu picks the CLI (now: $(or $(CLI),none)), VERSION=1.2.3 the version to build, FUZZTIME=10s the time to fuzz.'

build: ## build bin/terraform-provider-rtc
	$(GO_BUILD) -o $(BINARY) .

install: ## build into the folder where init finds the provider without a registry
	$(GO_BUILD) -o "$(INSTALLED)/terraform-provider-rtc_v$(VERSION)$(EXE)" .

simulator: ## build bin/simulator, both vendors in one program, to test modules with
	go build -o bin/simulator$(EXE) ./cmd/simulator

demo: ## create, use, rotate and destroy everything in a real run against the simulator
	go build -o bin/demo$(EXE) ./cmd/demo
	@bin/demo$(EXE)

# A program of ours runs "go test" and prints what it prints. It fails where "go test" passes although tests are missing.
# -count 1, since Go's cache of results does not know which CLI they are of.
test: ## run every test, acceptance tests included, or RUN=TestX of PKG=./internal/x; needs neither network nor credentials
	$(CLEAN_ENV) $(USE_CLI) go run ./cmd/runtests -race -count 1 -timeout 20m $(if $(RUN),-run '$(RUN)') $(PKG)

gaps: ## print all that a new type lacks: entries in tables, examples, pages, requests, operations of the simulator
	@$(CLEAN_ENV) go test -count 1 -run 'Complete$$|^TestEvery(Table|Create|Operation)' ./internal/provider ./internal/docs ./internal/cloudflare ./internal/telnyx ./internal/simulator

test-live: ## run tokens and resources against the real vendors, with credentials and IDs of your own, and print what their documents leave open
	@echo 'Mints about 30 tokens of Cloudflare and 80 of Telnyx. Those of Cloudflare are valid for 100 days: name a participant made for'
	@echo 'testing, and delete it afterwards, which revokes them. Those of Telnyx expire within a day. Nobody joins a room.'
	@echo 'Creates meetings, participants, rooms and webhooks whose names begin with rtc-live-, and deletes them at the end. Three meetings stay in your'
	@echo 'app, INACTIVE and empty: Cloudflare cannot delete a meeting. If you stop the run, look for that name at both vendors.'
	$(USE_CLI) RTC_LIVE=1 go test -count 1 -run '^TestLive$$' -v ./internal/provider

bench: ## print what many tokens cost, one block for all beside for_each (takes some five minutes)
	$(CLEAN_ENV) $(USE_CLI) go run ./cmd/bench

lint: check-imports ## check style, errors, what each package imports, and the workflows
	$(GO_TOOL) golangci-lint run
	go tool -modfile=tools/workflows/go.mod actionlint

# depguard sees what our files import; this sees what the binary links. go-plugin alone may bring "testing": no provider can do without it.
check-imports: ## check that the binary links no simulator, no CLI and no test code
	@imports=$$(go list -deps -f '{{range .Imports}}{{$$.ImportPath}} imports {{.}}{{"\n"}}{{end}}' .) && ! echo "$$imports" | \
		grep -E ' (testing|net/http/httptest|$(MODULE)/internal/(simulator|cli))$$' | \
		grep -vE '^github.com/(hashicorp/go-plugin|mitchellh/go-testing-interface) imports testing$$'

# tfplugindocs by itself would want Terraform, from PATH or from the network, and one that knows every kind. A program of
# ours says the same offline, whatever the CLI is.
define schema
	@mkdir -p bin/schema
	@$(CLEAN_ENV) go run ./internal/provider/schema >bin/schema/schema.json
endef
# The pages of data sources and ephemeral resources differ in little, so that one template makes both.
define templates
	@rm -rf bin/templates
	@cp -R templates bin/templates
	@cp templates/data-sources.md.tmpl bin/templates/ephemeral-resources.md.tmpl
endef
TFPLUGINDOCS = $(GO_TOOL) tfplugindocs generate --provider-name rtc --rendered-provider-name RTC \
	--providers-schema bin/schema/schema.json --website-source-dir bin/templates

generate: ## format examples/ and write docs/ from templates/, examples/ and the schema
	$(CLEAN_ENV) '$(NEEDED_CLI)' fmt -recursive examples
	$(schema)
	$(templates)
	$(TFPLUGINDOCS)

generate-check: ## fail where examples/ or docs/ are not what make generate writes
	$(CLEAN_ENV) '$(NEEDED_CLI)' fmt -check -diff -recursive examples
	$(schema)
	$(templates)
	@rm -rf bin/docs
	$(TFPLUGINDOCS) --rendered-website-dir bin/docs
	diff -ru docs bin/docs

outdated: ## list direct dependencies, tools and the Go of releases that are behind; asks the Go module proxy
	@tools/outdated

# In what releases are built with, Go's own library included.
vuln: ## look for known vulnerabilities in what is linked; asks the Go vulnerability database
	GOTOOLCHAIN=go$(RELEASE_GO) $(GO_TOOL) govulncheck ./...

fuzz: ## run each fuzz target for FUZZTIME
	@grep -roE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' internal | while IFS=: read -r file name; do \
		go test -run '^$$' -fuzz "^$${name#func }\$$" -fuzztime $(FUZZTIME) "./$$(dirname $$file)" || exit 1; \
	done

# A rehearsal signs with a key of its own.
REHEARSAL = GOTOOLCHAIN=go$(RELEASE_GO) GNUPGHOME=$(CURDIR)/bin/release/keys GPG_FINGERPRINT=rehearsal
SNAPSHOT = $(REHEARSAL) $(GORELEASER) release --snapshot --clean --skip publish

release-check: ## rehearse a release of this commit twice, unpublished, and compare the two; asks the Go module proxy for Go as in .go-version
	@git diff --quiet HEAD || { echo 'Commit first: a release is made of a commit.'; exit 1; }
	RTC_RELEASE_CHECK=1 go run ./cmd/runtests -count 1 -run '^TestPublishingUnderAnotherName$$' ./internal/docs
	@rm -rf bin/release && git clone -q . bin/release/1 && git clone -q . bin/release/2 && mkdir -m 700 bin/release/keys
	@$(REHEARSAL) gpg --batch --quiet --passphrase '' --quick-generate-key rehearsal rsa3072 sign never
	cd bin/release/1 && $(REHEARSAL) $(GORELEASER) check && $(SNAPSHOT)
	cd bin/release/2 && $(SNAPSHOT)
	$(REHEARSAL) tools/release/verify bin/release/1/dist
	@cd bin/release/1/dist && for file in *.zip *.cdx.json; do cmp $$file ../../2/dist/$$file || exit 1; done

clean: ## remove what was built
	rm -rf bin
