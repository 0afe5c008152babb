"""How gunicorn serves in production: `gunicorn --config python:portal.gunicorn portal.wsgi:application`."""

import os

from portal import logs

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# A worker's heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm"
control_socket_disable = True
max_requests, max_requests_jitter = 5000, 500
timeout, graceful_timeout = 60, 30
# The same lines as the portal's own: gunicorn's would quote addresses. Each request is logged by portal.logs.
accesslog = None
logconfig_dict = {
    **logs.SETTINGS,
    "loggers": {
        **logs.SETTINGS["loggers"],
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
