"""The public pages: tracking behind the QR code, and the catalogue of services. No JavaScript."""

from counter_app.hub.pages.limiter import Limit
from counter_app.hub.pages.routes import Catalogues, Pages, Read

__all__ = ["Catalogues", "Limit", "Pages", "Read"]
