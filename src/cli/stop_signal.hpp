#pragma once

namespace logbeam::cli {

// Ctrl-C and SIGTERM as something to poll for. Made before any other thread, so that they inherit that both are
// blocked; one at a time. Thread-safe.
class StopSignal final {
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }  // readable once one came
    [[nodiscard]] bool is_raised() const noexcept;

    // From here on they end the process at once: for what may take long after the work is done.
    void release() const noexcept;

private:
    int descriptor_;
};

}  // namespace logbeam::cli
