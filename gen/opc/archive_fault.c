#include "gen/opc/archive_fault.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/mem.h"

/* 0, or why the file cannot be read to its end: libzip 1.7.3 takes a failed
 * read for the end of the file. */
static int
reading_fails(const char *path)
{
    static char bytes[64 * 1024];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    ssize_t n = fd < 0 ? -1 : fstat(fd, &st);
    int code;

    if (n == 0 && S_ISREG(st.st_mode)) {
        do {
            n = read(fd, bytes, sizeof bytes);
        } while (n > 0);
    }
    code = n < 0 ? errno : 0;
    if (fd >= 0) {
        close(fd);
    }
    return code == ENOENT || code == ENOTDIR ? 0 : code;
}

static bool
report_damage(struct location at, zip_error_t *error, struct diags *diags)
{
    if (zip_error_code_zip(error) == ZIP_ER_NOZIP) {
        diag_error(diags, at,
                   _("this is not an Office document (.docx or "
                     ".xlsx): it is no zip archive or its end is "
                     "missing"));
        diag_advise(diags, _("copy or download the file again, or save it "
                             "again in WPS or Excel"));
        return false;
    }
    diag_error(diags, at, _("the archive is damaged: %s"),
               zip_error_strerror(error));
    diag_advise(diags, _("copy or download the file again"));
    return false;
}

bool
archive_fault_report(struct location at, zip_error_t *error, struct diags *diags)
{
    int code = zip_error_code_zip(error);
    int system = zip_error_system_type(error) == ZIP_ET_SYS
                     ? zip_error_code_system(error)
                     : 0;

    if (code == ZIP_ER_MEMORY || system == ENOMEM) {
        mem_give_up();
    }
    if (code == ZIP_ER_NOENT || (code == ZIP_ER_OPEN && system == ENOENT)) {
        return diag_error(diags, at, _("there is no such file"));
    }
    if (code == ZIP_ER_OPEN) {
        return diag_system(diags, at, _("cannot be opened: %s"),
                           strerror(system ? system : ENOENT));
    }
    if (code != ZIP_ER_READ || !system) {
        system = reading_fails(at.path);
    }
    if (system) {
        return diag_system(diags, at, _("cannot be read: %s"),
                           strerror(system));
    }
    return report_damage(at, error, diags);
}
