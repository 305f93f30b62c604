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

int
command_finish(struct diags *diags, bool notes)
{
    int status = diags_status(diags);

    diags_print(diags, stderr, notes);
    diags_clear(diags);
    return status;
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
