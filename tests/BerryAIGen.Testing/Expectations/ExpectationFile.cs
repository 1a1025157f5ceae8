using System.Text.Json;

namespace BerryAIGen.Testing.Expectations;

/// <summary>The expectations, one data file for every server that is checked against them.</summary>
public static class ExpectationFile
{
    private const string Name = "expectations.json";
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<Expectation> All { get; } = Load();

    /// <summary>The one of that name.</summary>
    public static Expectation Get(string name) => All.Single(expectation => expectation.Name == name);

    private static IReadOnlyList<Expectation> Load()
    {
        using var file =
            typeof(ExpectationFile).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"{Name} is not in the assembly.");
        return JsonSerializer.Deserialize<IReadOnlyList<Expectation>>(file, Options)
            ?? throw new InvalidDataException($"{Name} is empty.");
    }
}
