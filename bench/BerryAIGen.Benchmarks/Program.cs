using BenchmarkDotNet.Running;
using BerryAIGen.Benchmarks;
using BerryAIGen.Benchmarks.Server;

// "page", "identify", "index", "lists" and "pickles COUNT" print one figure against its limits, for bench/compare.sh; anything else is for BenchmarkDotNet.
if (args is ["page"])
{
    return PageFigure.Print();
}

if (args is ["identify"])
{
    return IdentifyFigure.Print();
}

if (args is ["index"])
{
    return await IndexFigure.PrintAsync();
}

if (args is ["pickles", var count])
{
    return PickleFigure.Print(int.Parse(count));
}

if (args is ["lists"])
{
    return await ListFigures.PrintAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(ModelPageBenchmarks).Assembly).Run(args);
return 0;
