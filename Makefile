.PHONY: run test lint score bench help

help:
	@echo "make run    install what is needed, start the service, drop a sample dossier, show its report"
	@echo "make test   install what is needed, run the tests"
	@echo "make lint   ruff, mypy and the direction of imports"
	@echo "make score  accuracy on ../shared/corpus and on the fixtures' variants, against the floors"
	@echo "make bench  speed by stage, beside other readers"

run:
	@setup/install run
	@.venv/bin/python setup/tour.py

test:
	@setup/install dev
	@.venv/bin/pytest

lint:
	@setup/install dev
	@.ci/lint

score:
	@setup/install dev
	@.venv/bin/python benchmarks/accuracy.py

bench:
	@setup/install all
	@.venv/bin/python benchmarks/speed.py
