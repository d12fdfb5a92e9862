// How long each piece takes. usage: pieces_bench SOURCE PACK [Google Benchmark's options]
#include <benchmark/benchmark.h>

#include "bench/paths.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc < 3) return 2;
  for (cribsheet::bench::Path& path : cribsheet::bench::paths(argv[1], argv[2])) {
    benchmark::RegisterBenchmark(path.name.c_str(), [run = path.run, bytes = path.bytes](benchmark::State& state) {
      for ([[maybe_unused]] auto _ : state) run();
      if (bytes > 0) state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
    });
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
