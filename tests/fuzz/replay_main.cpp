// Runs a fuzz target over files and folders of a corpus, for compilers without libFuzzer. What a fuzzer once found stays
// a test: the process dies as the fuzzer's would.

#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void run(const std::string& input) {
    // An exact copy on the heap, so that a sanitizer sees the first byte read past the end.
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void run_file(const fs::path& path) {
    std::fprintf(stderr, "%s\n", path.c_str());
    std::ifstream file{path, std::ios::binary};
    run({std::istreambuf_iterator<char>{file}, {}});
}

int run_all(const fs::path& path) {
    if (fs::is_regular_file(path)) {
        run_file(path);
        return 1;
    }
    if (!fs::is_directory(path)) return 0;
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator{path}) {
        if (!entry.is_regular_file()) continue;
        run_file(entry.path());
        ++count;
    }
    return count;
}

}  // namespace

int main(int argc, char** argv) try {
    run({});
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        count += run_all(argv[i]);
    }
    std::printf("%d inputs and the empty one\n", count);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
