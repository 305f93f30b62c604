#include "cmd/command.h"

#include "config.h"

void
command_print_version(void)
{
    printf("tongbao %s\n", VERSION);
}

int
command_close(int status)
{
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "tongbao: %s\n",
                _("error: standard output cannot be written"));
        return STATUS_SYSTEM;
    }
    return status;
}

static int
finish(struct diags *diags)
{
    int status = diags_status(diags);

    diags_clear(diags);
    return status;
}

int
command_finish(struct diags *diags, bool notes)
{
    fflush(stdout); /* a terminal shows both streams */
    diags_print(diags, stderr, notes);
    return finish(diags);
}

static void
print_counts(const struct diags *diags, FILE *out)
{
    size_t n_notes = diags->n_items - diags->n_errors - diags->n_warnings;

    fprintf(out, ngettext("%zu error, ", "%zu errors, ", diags->n_errors),
            diags->n_errors);
    fprintf(out, ngettext("%zu warning, ", "%zu warnings, ", diags->n_warnings),
            diags->n_warnings);
    fprintf(out, ngettext("%zu note\n", "%zu notes\n", n_notes), n_notes);
}

int
command_finish_counted(struct diags *diags, bool notes)
{
    fflush(stdout); /* a terminal shows both streams */
    diags_print(diags, stderr, notes);
    print_counts(diags, stdout);
    return finish(diags);
}

const char *
command_home(struct diags *diags)
{
    const char *home = home_folder();

    if (!home) {
        diag_system(diags, (struct location){.path = "tongbao"}, "%s",
                    _("the program's own files (templates, data) are not "
                      "found"));
        diag_advise(diags, _("set TONGBAO_HOME to the folder that holds "
                             "them"));
    }
    return home;
}
