# Two commands do everything, set-up included: make report PERIOD=2020-H1, make test.
PERIOD ?= 2020-H1
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report check lab test faults lint types bench mutation outputs docs lock clean

report: .venv/ready
	$(BIN)/cchc report $(PERIOD) $(ARGS)

check: .venv/ready
	$(BIN)/cchc check $(PERIOD) $(ARGS)

lab: .venv/ready
	$(BIN)/cchc lab $(SECTION)

# The second run holds the notebooks to the outputs stored in them.
test: .venv/ready
	$(BIN)/pytest tests
	$(BIN)/pytest --nbval --nbval-cell-timeout=120 -p no:cacheprovider -n 2 --dist loadscope notebooks

# Every bad input and mishap of tests/faults; some minutes. The tests run one of each kind.
faults: .venv/ready
	$(BIN)/python -m tests.faults $(ARGS)

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

# Every kind of mistake on every figure: the tables of docs/do-tin-cay.md; several minutes.
mutation: .venv/ready
	$(BIN)/python -m tests.mutation

# The table of docs/toc-do.md; several minutes.
bench: .venv/ready
	$(BIN)/python -m tests.bench $(ARGS)

# The panel prints nothing that stays.
SECTIONS = $(filter-out notebooks/00_%,$(wildcard notebooks/*.ipynb))

# Run the notebooks in place after a change that is meant to change them.
outputs: .venv/ready
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False $(SECTIONS)
	$(BIN)/jupyter nbconvert --to notebook --inplace --ClearMetadataPreprocessor.enabled=True \
	    --ClearMetadataPreprocessor.clear_cell_metadata=False \
	    --ClearMetadataPreprocessor.preserve_nb_metadata_mask=kernelspec $(SECTIONS)

# The pages that list the rules and the functions of templates, and the pictures of docs/hinh-va-bang.md.
docs: .venv/ready
	$(BIN)/python -m cchc.checks.docs_pages docs
	$(BIN)/python -m tests.exhibit_pictures

lock: .venv/ready
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --quiet --upgrade --output-file requirements.lock

# The lock is complete, so pip has nothing to resolve. The package is installed in place.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf .venv output build .cchc-cache
