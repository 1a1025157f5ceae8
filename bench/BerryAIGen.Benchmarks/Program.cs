using BenchmarkDotNet.Running;
using BerryAIGen.Benchmarks;
using BerryAIGen.Benchmarks.Server;

// "page", "identify", "images", "forms", "index", "lists" and "pickles COUNT" print one figure against its limits, for bench/compare.sh;
// "models FOLDER COUNT" writes models for bench/server.sh; anything else is for BenchmarkDotNet.
if (args is ["page"])
{
    return PageFigure.Print();
}

if (args is ["identify"])
{
    return IdentifyFigure.Print();
}

if (args is ["images"])
{
    return ImageFigure.Print();
}

if (args is ["forms"])
{
    return FormFigure.Print();
}

if (args is ["index"])
{
    return await IndexFigure.PrintAsync();
}

if (args is ["pickles", var count])
{
    return PickleFigure.Print(int.Parse(count));
}

if (args is ["models", var folder, var number])
{
    IdentifyFigure.WriteAll(folder, int.Parse(number));
    return 0;
}

if (args is ["lists"])
{
    return await ListFigures.PrintAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(ModelPageBenchmarks).Assembly).Run(args);
return 0;
