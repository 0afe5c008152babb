"""People's accounts: global, since one person may serve several partnerships; never listed on a page."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes accounts that are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Return a new account; without a password it waits for its invitation."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Return a new account of a platform administrator."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account; what it may do is granted on boards, localities and partnerships."""

    email = models.EmailField("email address", max_length=254)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_account_an_address", violation_error_message="This address has an account."
            ),
            models.UniqueConstraint(fields=["email"], name="user_email_unique"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Say whether the Django admin opens: to the platform administrator only."""
        return self.is_superuser

    def get_full_name(self) -> str:
        """Return the name to print."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name to greet with."""
        return str(self)
