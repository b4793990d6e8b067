# pki: build, test, install. `make` alone lists what it can do.

PREFIX ?= /usr/local
DESTDIR ?=
CORPORA ?= ../shared/corpora
TOOLS ?= ../shared/tools
STRICT ?= .build/strict
SHELL := /bin/bash

BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
bash_completion = $(SHARE)/bash-completion/completions/pki
zsh_completion = $(SHARE)/zsh/site-functions/_pki
fish_completion = $(SHARE)/fish/vendor_completions.d/pki.fish

# Swift and C++ come along inside, OpenSSL stays the system's, and nothing is looked up beside the program.
RELEASE = -c release --product pki --static-swift-stdlib --disable-local-rpath \
  -Xswiftc -no-toolchain-stdlib-rpath -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker -L$(CURDIR)/.build/static \
  -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs -Xlinker --no-export-dynamic \
  -Xswiftc -Xfrontend -Xswiftc -function-sections -Xlinker --wrap=free -Xlinker --gc-sections -Xlinker -s -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now
TEST = swift test --disable-xctest

.PHONY: help deps build release test demo check format record conformance sanitize coverage bench bench-quick \
  install uninstall clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

deps: ## install what building and testing need, where it is missing
	@.ci/deps
	@.ci/spark

build: ## build for working on it
	@.ci/deps
	swift build

# The linker writes a program page by page, and so the system keeps it; copied in one piece, as an installation does, it is
# kept in larger ones, which spares each start a tenth of its time.
release: ## build as it is installed: small, hardened, needing only the system's OpenSSL
	@mkdir -p .build/static && ln -sf "$$(cc -print-file-name=libstdc++.a)" .build/static/libstdc++.a
	swift build $(RELEASE)
	@cp .build/release/pki .build/release/pki.whole && mv -f .build/release/pki.whole .build/release/pki

test: deps ## pass all tests
	$(TEST)

demo: build ## make, sign and check the certificates of a database cluster
	@PKI=.build/debug/pki Tests/Demo/demo.sh

check: ## format, warnings, manual pages, scripts
	swift format lint --strict -r -p Sources Tests Package.swift
	PKI_STRICT=1 swift build --build-tests --scratch-path $(STRICT)
	rm -rf .build/man && mkdir -p .build/man && $(STRICT)/debug/pki man --all .build/man >/dev/null && mandoc -T lint .build/man/*.1
	for script in .ci/* Tests/*/*.sh; do bash -n $$script || exit 1; done
	$(STRICT)/debug/pki completion bash | bash -n

format: ## lay out the sources as the style says
	swift format -i -r -p Sources Tests Package.swift

record: ## write transcripts and stored pages anew from what pki says now
	PKI_RECORD=1 $(TEST) --filter PKIToolTests

conformance: ## score the release build: CORPORA=folder TOOLS=folder of conformance.py
	@Tests/Conformance/compare.py --pki .build/release/pki --corpora $(CORPORA) --tools $(TOOLS)

sanitize: deps ## pass all tests with the address sanitizer, leaks included
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/lsan.supp:print_suppressions=0 \
	  $(TEST) --sanitize=address --scratch-path .build/sanitize

coverage: deps ## how much of the sources the tests reach
	$(TEST) --enable-code-coverage --scratch-path .build/coverage
	@cd .build/coverage/debug && "$$(dirname "$$(readlink -f "$$(command -v swift)")")/llvm-cov" report \
	  -instr-profile codecov/default.profdata -ignore-filename-regex '(Tests|\.build)/' *PackageTests.xctest

bench: release ## time and memory beside openssl, on the same work
	@Tests/Benchmarks/bench.py --pki .build/release/pki

bench-quick: release ## the same with few rounds
	@Tests/Benchmarks/bench.py --pki .build/release/pki --quick

install: release ## install program, manual and completions: PREFIX=/usr/local DESTDIR=
	rm -rf .build/man && mkdir -p .build/man && .build/release/pki man --all .build/man >/dev/null
	install -D -m 755 .build/release/pki $(BIN)/pki
	install -D -m 644 -t $(SHARE)/man/man1 .build/man/*.1
	mkdir -p $(dir $(bash_completion) $(zsh_completion) $(fish_completion))
	$(foreach name,bash zsh fish,.build/release/pki completion $(name) | install -m 644 /dev/stdin $($(name)_completion);)

uninstall: ## remove what install put there: PREFIX=/usr/local DESTDIR=
	rm -rf .build/man && mkdir -p .build/man && $(BIN)/pki man --all .build/man >/dev/null
	cd .build/man && for page in *.1; do rm -f $(SHARE)/man/man1/$$page; done
	rm -f $(BIN)/pki $(bash_completion) $(zsh_completion) $(fish_completion)

clean: ## remove everything that was built
	rm -rf .build
