# The only entry point. `make help` lists the targets.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
YOUYUE := $(BIN)/youyue
# The program that writes lock files; it is needed by `make lock` alone.
UV_REQUIREMENT := uv==0.13.9

# Given on the command line or in the environment, these reach the programs.
ONCE ?=
BROKER_URL ?=
DATABASE_URL ?=
PORT ?=
# Two cores: each worker has servers of its own.
PYTEST_ARGS ?= -n 2 --dist worksteal --reruns 1
DECIDED ?=
TYPE ?=
EVENT ?=
CHAPTER ?=
FIELD ?=
VERSION ?=
CASES ?= 10000
LOOPS ?= 500
FAULTS ?= 52
OUTAGE ?= 60
SEED ?= 1
ROWS ?=
LIMIT ?= 1800
BASE ?=
ifneq ($(strip $(BROKER_URL)),)
export BROKER_URL
endif
ifneq ($(strip $(DATABASE_URL)),)
export DATABASE_URL
endif
ifneq ($(strip $(PORT)),)
export YOUYUE_HTTP_PORT := $(strip $(PORT))
endif
# NAME=value with a typo would be heeded by nobody. Names that begin with YOUYUE_ are looked at by the programs.
NAMES := PYTHON VENV ONCE BROKER_URL DATABASE_URL PORT PYTEST_ARGS DECIDED TYPE EVENT CHAPTER FIELD VERSION CASES LOOPS \
  FAULTS OUTAGE SEED ROWS LIMIT MESSAGES SECONDS WALKS YEARS SUBMISSIONS BASE
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
UNKNOWN := $(filter-out $(NAMES) YOUYUE_%,$(GIVEN))
ifneq ($(UNKNOWN),)
$(error 没有这样的名字 no such name: $(UNKNOWN); 可用 there are: $(NAMES))
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Byte code is written at the first import, not for every module at install: five seconds less in a fresh clone.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-compile

.PHONY: help run check new-message test chaos hostile fuzz walk lint format docs contracts contracts-release lock train-triage evaluate-triage bench-triage bench-similar bench-directory bench-memory bench-quick bench-cost compose-smoke backup-drill cluster-smoke fresh clean

help: ## list the targets 列出可用命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/run.stamp ## play the demo story and serve; ONCE=1 ends after the figures; PORT=; BROKER_URL=, DATABASE_URL= use real servers 演示
	@$(YOUYUE) demo $(if $(strip $(ONCE)),--once)

check: $(VENV)/dev.stamp ## what a change is asked in a minute, and one list of what is wrong 一分钟检查
	@$(BIN)/python -m scripts.check

new-message: $(VENV)/dev.stamp ## a command and its event, begun: TYPE= EVENT= CHAPTER=, FIELD= of the thing it keeps 新消息骨架
	@$(BIN)/python -m scripts.new_message '$(TYPE)' '$(EVENT)' '$(CHAPTER)' '$(FIELD)'

test: $(VENV)/dev.stamp ## all tests over their own PostgreSQL and RabbitMQ; PYTEST_ARGS= 测试
	$(BIN)/python -m pytest $(PYTEST_ARGS)

.PHONY: test-browser
test-browser: $(VENV)/browser.stamp ## the pages in a real browser, on a phone and a desk; pictures in build/browser; PYTEST_ARGS= 浏览器测试
	@command -v chromium >/dev/null || apt-get install -y --no-install-recommends chromium fonts-noto-cjk || { \
	  echo '没有浏览器 no browser: apt-get install chromium fonts-noto-cjk' >&2; exit 1; }
	$(BIN)/python -m pytest tests/browser $(if $(filter command,$(firstword $(origin PYTEST_ARGS))),$(PYTEST_ARGS))

fuzz: $(VENV)/dev.stamp ## malformed and mutated messages against a running platform; MESSAGES= SECONDS= SEED= 畸形消息测试
	@$(BIN)/python -m tests.fuzz --messages $(if $(strip $(MESSAGES)),$(MESSAGES),100000) --seconds $(if $(strip $(SECONDS)),$(SECONDS),900) --seed $(if $(strip $(SEED)),$(SEED),1)

walk: $(VENV)/dev.stamp ## random walks through all state tables, three years of silence after each; WALKS= SECONDS= SEED= 随机走查
	@$(BIN)/python -m tests.walk --walks $(or $(strip $(WALKS)),20000) --seconds $(or $(strip $(SECONDS)),7200) --seed $(if $(strip $(SEED)),$(SEED),1)

chaos: $(VENV)/dev.stamp ## the platform under load while it is being broken, then compared; CASES= LOOPS= FAULTS= OUTAGE= SEED= 混沌测试
	@$(BIN)/python -m tests.chaos --cases $(CASES) --loops $(LOOPS) --faults $(FAULTS) --outage $(OUTAGE) --seed $(SEED) --limit $(LIMIT)

hostile: $(VENV)/dev.stamp ## one partner does its worst while another works, two minutes; own servers 恶意合作方测试
	@$(BIN)/python -m tests.chaos.hostile

lint: $(VENV)/dev.stamp ## ruff, formatting, mypy --strict, import rules 检查
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/dev.stamp ## put the code into shape 整理格式
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

docs: $(VENV)/dev.stamp ## write docs/generated, contracts, broker definitions and build/asyncapi again 生成文档
	$(YOUYUE) docs
	$(YOUYUE) docs --asyncapi build/asyncapi
	$(YOUYUE) definitions --output deploy/rabbitmq/definitions.json

.PHONY: asyncapi
asyncapi: $(VENV)/dev.stamp ## the AsyncAPI documents through the parser and Modelina of npm, compiled; needs node 验证 AsyncAPI 文档
	@$(BIN)/python -m scripts.asyncapi

contracts: $(VENV)/run.stamp ## what differs between the contracts and the last release 与上次发布的契约比较
	@$(YOUYUE) contracts diff

contracts-release: $(VENV)/run.stamp ## record what a release promises, once; VERSION= 记录发布的契约
	@$(YOUYUE) contracts release $(VERSION)

train-triage: $(VENV)/dev.stamp ## fit triage's learned part; DECIDED="a.jsonl …" adds what the office decided 训练分类
	OMP_NUM_THREADS=1 $(BIN)/python -m scripts.train_triage $(DECIDED)

evaluate-triage: $(VENV)/dev.stamp ## triage's figures by cross-validation, four minutes 评测分类
	OMP_NUM_THREADS=1 $(BIN)/python -m scripts.evaluate_triage

bench-triage: $(VENV)/dev.stamp ## what triage of a text costs: usual ones and hostile ones 分类耗时
	@$(BIN)/python -m benchmarks.triage

bench-similar: $(VENV)/dev.stamp ## look-ups of similar submissions among a million stored ones; ROWS= 相似意见性能
	$(BIN)/python -m benchmarks.similar $(or $(strip $(ROWS)),1000000)

bench-directory: $(VENV)/dev.stamp ## import 100 townships, and one of 3,000 people; servers of its own 名录导入耗时
	@$(BIN)/python -m benchmarks.directory

.PHONY: bench-console
bench-console: $(VENV)/dev.stamp ## the citizens' pages at 100,000 matters and 20,000 items; a server of its own 页面耗时
	@$(BIN)/python -m benchmarks.console

.PHONY: sbom
sbom: $(VENV)/dev.stamp ## what the image is made of: build/sbom.cdx.json and the licences; asks nobody 物料清单
	@$(BIN)/python -m scripts.sbom

lock: $(VENV)/run.stamp ## pin the requirements again, with hashes 锁定依赖
	$(PIP_INSTALL) $(UV_REQUIREMENT)
	cd requirements && for set in run dev browser; do \
	  ../$(BIN)/uv --system-certs pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $$set.in -o $$set.txt || exit; \
	done

bench-quick: $(VENV)/dev.stamp ## speed beside a hand-written limit and Celery, in a minute, on servers of its own 快速性能对比
	@$(BIN)/python -m benchmarks.quick

.PHONY: bench-beside
bench-beside: $(VENV)/dev.stamp ## bench-quick of an earlier commit and of this one in turn; BASE=<commit> 与以前的提交对比性能
	@$(BIN)/python -m benchmarks.beside '$(BASE)'

bench-cost: $(VENV)/dev.stamp ## what a loop and a submission cost: processor, rows, bytes, messages; own servers 每件成本
	@$(BIN)/python -m benchmarks.cost_per_loop

.PHONY: screenshots
screenshots: $(VENV)/dev.stamp ## take the pictures in docs/pictures anew, with Debian's chromium 文档截图
	@$(BIN)/python -m scripts.screenshots

compose-smoke: ## the story and faults through docker-compose 容器冒烟测试
	@$(PYTHON) -m deploy.smoke.compose

cluster-smoke: ## three RabbitMQ nodes in containers, each killed under load 集群冒烟测试
	@$(PYTHON) -m deploy.smoke.cluster

.PHONY: pages-smoke cluster-grow
pages-smoke: ## every command of the operators' pages is typed, on a machine of its own, in containers 运维手册逐条试
	@$(PYTHON) -m deploy.pages.smoke

cluster-grow: ## one RabbitMQ node becomes three under load, the first is killed, and back to one; in containers 一变三演练
	@$(PYTHON) -m deploy.pages.grow

backup-drill: $(VENV)/dev.stamp ## back up under load, lose everything, restore, go on with the story; back to a moment; own servers 备份恢复演练
	@$(BIN)/python -m tests.drills.backup
	@$(BIN)/python -m tests.drills.point_in_time

.PHONY: upgrade-drill
upgrade-drill: $(VENV)/dev.stamp ## from an earlier commit to this one under load, back, forward again; own servers; BASE=<commits> 升级演练
	@$(BIN)/python -m tests.drills.upgrade $(BASE)

.PHONY: simulate-years
simulate-years: $(VENV)/dev.stamp ## some years of a county at once: sizes by year, lists, backup; own server; YEARS= SUBMISSIONS= 多年数据模拟
	@$(BIN)/python -m benchmarks.years --years $(or $(strip $(YEARS)),5) --submissions $(or $(strip $(SUBMISSIONS)),45000)

.PHONY: partners
partners: $(VENV)/dev.stamp ## the examples for partners (pika, aio-pika, Node, curl) over a broker of their own 合作方示例
	@$(BIN)/python -m tests.drills.partners

fresh: $(VENV)/run.stamp ## forget the stored demo data 清空演示数据
	@$(BIN)/python -m shared.embedded forget

clean: ## remove what make made here, not the demo data 清理
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# pip runs only when a requirements file changed. dev.txt holds everything run.txt does, at the same versions.
$(VENV)/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo '需要 Python 3.11 或更高版本，可用 make PYTHON=python3.12 指定。Python 3.11 or newer is needed; name one: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.txt pyproject.toml $(VENV)/pip.stamp
	@test -e $(VENV)/dev.stamp || echo '正在安装依赖… installing what is needed'
	@$(PIP_INSTALL) --require-hashes -r requirements/run.txt
	@$(PIP_INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo '正在安装测试工具… installing test tools'
	@$(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/browser.stamp: requirements/browser.txt $(VENV)/dev.stamp
	@$(PIP_INSTALL) --require-hashes -r requirements/browser.txt
	@touch $@
