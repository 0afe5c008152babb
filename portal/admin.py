"""The Django admin: for the platform administrator alone, at the bare host, where no partnership's rows are seen."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.models import BaseInlineFormSet
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from foundation.models import Host, Partnership, User
from portal import founding
from portal.forms.founding import FoundingForm, HostForm, PartnershipForm


class PlatformSite(admin.AdminSite):
    """Partnerships, their hosts, and accounts; nothing of what lies behind a partnership's wall."""

    site_header = site_title = "Platform administration"
    index_title = "Partnerships and accounts"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in platform administrators, at the bare host."""
        here = getattr(request, "partnership", None) is None
        return here and request.user.is_active and request.user.is_superuser

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send them to the one page where everybody signs in, with its second step and its limits."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(self.index_path(request), "/accounts/login/")

    def index_path(self, request: HttpRequest) -> str:
        """Return where to go on after signing in."""
        asked = request.GET.get("next", "")
        return asked if asked.startswith("/admin/") else "/admin/"


class Kept(admin.ModelAdmin):
    """A record that is never deleted here: rows behind the walls hang on it."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class Hosts(BaseInlineFormSet):
    """The hosts of one partnership together."""

    def clean(self) -> None:
        """Refuse to leave a partnership without the host that its links use."""
        super().clean()
        said = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        mains = [row for row in said if row.get("is_main") and not row.get("DELETE")]
        if len(mains) != 1:
            raise ValidationError("A partnership has one main host: links and mails use it.")


class HostInline(admin.TabularInline):
    """The hosts of a partnership, one of them its main one."""

    model = Host
    form = HostForm
    formset = Hosts
    extra = 0


class PartnershipAdmin(Kept):
    """Founds partnerships, opens their hosts, invites their administrators."""

    list_display = ["name", "slug", "main_host", "created_at"]
    search_fields = ["name", "slug", "hosts__domain"]
    list_per_page = 50
    form = PartnershipForm
    inlines = [HostInline]

    def get_queryset(self, request):
        """Fetch hosts with their partnerships."""
        return super().get_queryset(request).prefetch_related("hosts")

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Ask for what a new partnership needs to begin."""
        return super().get_form(request, obj, change, **({} if obj else {"form": FoundingForm}), **kwargs)

    def get_fields(self, request, obj=None):
        """Ask in the order in which one thinks of it."""
        facts = ["name", "short_name", *([] if obj else ["slug", "domain"]), "colour"]
        return [*facts, "administrator_name", "administrator_email"]

    def get_inlines(self, request, obj):
        """Show hosts once there is one."""
        return self.inlines if obj else []

    def save_model(self, request, obj, form, change):
        """Found it, or change it; invite whoever was named."""
        said = form.cleaned_data
        who = {"name": said["administrator_name"], "email": said["administrator_email"], "by": request.user}
        if not change:
            founding.found(obj, domain=said["domain"], **who)
        else:
            obj.save()
            if who["email"]:
                founding.invite_administrator(obj, **who)
        if who["email"]:
            messages.info(request, f"{who['name']} gets an invitation at {who['email']} and becomes administrator.")


class _Plain:
    default_renderer = DjangoTemplates()


class NewAccount(_Plain, AdminUserCreationForm):
    """A new account, of another platform administrator as a rule: others are invited where they belong."""

    class Meta:
        model = User
        fields = ["email", "name", "is_superuser"]
        field_classes: dict = {}

    def clean_email(self) -> str:
        """Keep addresses in small letters, as signing in looks for them."""
        return self.cleaned_data["email"].lower()


class Account(_Plain, UserChangeForm):
    """An account."""

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_superuser"]
        field_classes: dict = {}

    def clean_email(self) -> str:
        """Keep addresses in small letters, as signing in looks for them."""
        return self.cleaned_data["email"].lower()


class NewPassword(_Plain, AdminPasswordChangeForm):
    """A new password."""


class AccountAdmin(Kept, UserAdmin):
    """Accounts: found by address, opened, closed; what they may do is granted in each partnership."""

    form, add_form, change_password_form = Account, NewAccount, NewPassword
    list_display = ["email", "name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    list_per_page = 50
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        ("May", {"fields": ["is_active", "is_superuser"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "is_superuser", "usable_password", "password1", "password2"]})]


site = PlatformSite(name="admin")
site.register(Partnership, PartnershipAdmin)
site.register(User, AccountAdmin)
