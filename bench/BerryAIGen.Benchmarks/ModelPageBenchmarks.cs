using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Benchmarks;

/// <summary>Reading a page of ten popular models, 785 KB: at most twice the time of a bare parse, at most 3 MB.</summary>
[MemoryDiagnoser]
[InProcess]
public class ModelPageBenchmarks
{
    private byte[] _page = [];

    [GlobalSetup]
    public void Find() => _page = ModelPage.Bytes();

    [Benchmark(Baseline = true)]
    public int Document()
    {
        using var document = JsonDocument.Parse(_page);
        return document.RootElement.GetProperty("items").GetArrayLength();
    }

    [Benchmark]
    public Results<Model> Models() => LenientJson.Read(_page, CivitaiJson.Default.ResultsModel);

    [Benchmark]
    public Results<LiteModel> LiteModels() => LenientJson.Read(_page, CivitaiJson.Default.ResultsLiteModel);
}
