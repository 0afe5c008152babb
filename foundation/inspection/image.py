"""Images: opened within limits and written anew, so that nothing but the picture remains."""

import io
import warnings

from PIL import Image, ImageOps

from .kinds import Refused

MAX_PIXELS = 50_000_000  # an A4 sheet at 600 dots an inch has 35 million
FORMATS = {"png": "PNG", "jpg": "JPEG"}


def rewrite(data: bytes, extension: str) -> bytes:
    """Return the picture alone: place, camera and comments dropped, turned as it should be seen."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is not kept
            return _written(_opened(data, FORMATS[extension]), extension)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many() from error
    except Exception as error:  # Pillow's readers raise many kinds on a damaged file
        raise Refused(
            "The image is damaged and cannot be opened. Save it again and try once more.", "damaged"
        ) from error


def _opened(data: bytes, image_format: str) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=[image_format])
    if image.width * image.height > MAX_PIXELS:
        raise _too_many()
    image.load()
    return ImageOps.exif_transpose(image)


def _written(image: Image.Image, extension: str) -> bytes:
    if extension == "jpg":
        picture = image.convert("L" if image.mode == "L" else "RGB")
        options: dict = {"quality": 90, "optimize": True}
    else:
        clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA")
        picture = image.convert("RGBA" if clear else "L" if image.mode in ("1", "L") else "RGB")
        options = {"optimize": True}
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, FORMATS[extension], **options)
    return written.getvalue()


def _too_many() -> Refused:
    return Refused("The image has more than 50 million pixels. Make it smaller and upload it again.", "too_many_pixels")
