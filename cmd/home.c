#include "cmd/command.h"

#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LEVELS = 4 };

/* folder/name; false if it would be too long. */
static bool
join(char out[PATH_MAX], const char *folder, const char *name)
{
    int n = snprintf(out, PATH_MAX, "%s/%s", folder, name);

    return n > 0 && n < PATH_MAX;
}

static bool
exists(const char *folder, const char *name)
{
    char path[PATH_MAX];

    return join(path, folder, name) && access(path, R_OK) == 0;
}

/* Cuts the last name off a path; false at the root. */
static bool
go_up(char *path)
{
    char *slash = strrchr(path, '/');

    if (!slash || slash == path) {
        return false;
    }
    *slash = '\0';
    return true;
}

/* The folder the program itself lies in. */
static bool
program_folder(char path[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);

    if (n <= 0) {
        return false;
    }
    path[n] = '\0';
    return go_up(path);
}

/* Below the working folder a path is named from there, as users name it. */
static const char *
shortened(const char *path)
{
    char here[PATH_MAX];
    size_t len;

    if (!getcwd(here, sizeof here)) {
        return path;
    }
    len = strlen(here);
    if (strcmp(path, here) == 0) {
        return ".";
    }
    return strncmp(path, here, len) == 0 && path[len] == '/' ? path + len + 1
                                                             : path;
}

const char *
home_folder(void)
{
    static char found[PATH_MAX];
    const char *given = getenv("TONGBAO_HOME");
    char path[PATH_MAX];

    if (given && *given) {
        return given;
    }
    if (!program_folder(path)) {
        return NULL;
    }
    for (int level = 0; level < MAX_LEVELS; level++) {
        if (join(found, path, "share/tongbao") &&
            exists(found, "data/bulletin.rng")) {
            return shortened(found);
        }
        if (exists(path, "data/bulletin.rng")) {
            memcpy(found, path, sizeof found);
            return shortened(found);
        }
        if (!go_up(path)) {
            break;
        }
    }
    return NULL;
}

/* Chinese is asked for, but the system has no such locale: the messages can
 * be shown all the same. */
static void
fall_back_to_chinese(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value && *value) {
            if (strncmp(value, "zh", 2) == 0 && setlocale(LC_ALL, "C.UTF-8")) {
                setenv("LANGUAGE", "zh_CN", 1);
            }
            return;
        }
    }
}

void
home_set_language(void)
{
    char path[PATH_MAX];
    char catalogues[PATH_MAX];

    if (!setlocale(LC_ALL, "")) {
        fall_back_to_chinese();
    }
    setlocale(LC_NUMERIC, "C"); /* figures never depend on the locale */
    if (program_folder(path) && go_up(path)) {
        if (join(catalogues, path,
                 exists(path, "data/po") ? "data/po" : "share/locale")) {
            bindtextdomain("tongbao", catalogues);
        }
    }
    bind_textdomain_codeset("tongbao", "UTF-8");
    textdomain("tongbao");
}
