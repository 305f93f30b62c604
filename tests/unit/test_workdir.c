#include "gen/base/workdir.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "gen/base/mem.h"
#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

static size_t
count_entries(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t n = 0;

    assert_non_null(dir);
    while (readdir(dir)) {
        n++;
    }
    closedir(dir);
    return n - 2;
}

/* Opens n folders with something in each, and has no more memory then. */
static _Noreturn void
run_out(const char *target, size_t n)
{
    struct diags diags = {0};
    struct workdir dirs[2] = {{NULL, -1}, {NULL, -1}};
    char path[160];

    freopen("/dev/null", "w", stderr);
    for (size_t i = 0; i < n; i++) {
        if (!workdir_open(&dirs[i], target, &diags)) {
            _exit(9);
        }
        snprintf(path, sizeof path, "%s/inner", dirs[i].path);
        mkdir(path, 0777);
        snprintf(path, sizeof path, "%s/inner/file", dirs[i].path);
        file_write(path, STR("half"));
    }
    if (n == 2) {
        workdir_close(&dirs[0]);
    }
    mem_limit(3);
    for (;;) {
        mem_free(mem_alloc(1));
    }
}

static void
nothing_stays_when_memory_ends(void **state)
{
    struct temp temp;

    (void)state;
    temp_init(&temp);
    temp_path(&temp, "out");
    for (size_t n = 0; n <= 2; n++) {
        pid_t child = fork();
        int status = 0;

        if (child == 0) {
            run_out(temp.path, n);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 3);
        assert_int_equal(count_entries(temp.folder), 0);
    }
    temp_clear(&temp);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_stays_when_memory_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
