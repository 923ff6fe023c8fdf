FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 EREPUTATION_STORE=/store/e-reputation.duckdb STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    EREPUTATION_HOSTS="localhost 127.0.0.1"
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN useradd --create-home --uid 1000 analyst && mkdir /store && chown analyst /store
USER analyst
VOLUME /store
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/api/healthz', timeout=4)"]
CMD ["python", "server.py"]
