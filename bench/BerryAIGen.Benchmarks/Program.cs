using BenchmarkDotNet.Running;
using BerryAIGen.Benchmarks;

// "page" and "identify" print one figure against its limits, for bench/compare.sh; anything else is for BenchmarkDotNet.
if (args is ["page"])
{
    return PageFigure.Print();
}

if (args is ["identify"])
{
    return IdentifyFigure.Print();
}

BenchmarkSwitcher.FromAssembly(typeof(ModelPageBenchmarks).Assembly).Run(args);
return 0;
