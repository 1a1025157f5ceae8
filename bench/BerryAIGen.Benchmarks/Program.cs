using BenchmarkDotNet.Running;
using BerryAIGen.Benchmarks;

// "page" prints one figure against its limits, for bench/compare.sh; anything else is for BenchmarkDotNet.
if (args is ["page"])
{
    return PageFigure.Print();
}

BenchmarkSwitcher.FromAssembly(typeof(ModelPageBenchmarks).Assembly).Run(args);
return 0;
