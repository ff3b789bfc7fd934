.PHONY: run test lint score bench faults help

help:
	@echo "make run    install what is needed, start the service, drop a sample dossier, show its report"
	@echo "make test   install what is needed, run the tests"
	@echo "make lint   ruff, mypy and the direction of imports"
	@echo "make score  accuracy on ../shared/corpus and on the fixtures' variants, against the floors"
	@echo "make bench  speed by stage, beside other readers"
	@echo "make faults dossiers dropped while everything that can die dies: minutes"

run:
	@setup/install run
	@.venv/bin/python setup/tour.py

test:
	@setup/install dev
	@env -u PYTHONDONTWRITEBYTECODE .venv/bin/pytest -n auto # tests start a hundred processes: none compiles all anew

lint:
	@setup/install dev
	@.ci/lint

score:
	@setup/install dev
	@.venv/bin/python benchmarks/accuracy.py

bench:
	@setup/install all
	@.venv/bin/python benchmarks/speed.py

faults:
	@setup/install dev
	@.venv/bin/python tests/faults/run.py --column embedded
	@.venv/bin/python tests/faults/run.py --column engines
