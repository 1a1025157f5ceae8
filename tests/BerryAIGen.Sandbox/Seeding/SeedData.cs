using System.Text.Json;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>The data files of the Sandbox, which travel inside its assembly.</summary>
internal static class SeedData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static T Read<T>(string name)
    {
        using var stream =
            typeof(SeedData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The data file {name} is not in the assembly.");
        return JsonSerializer.Deserialize<T>(stream, Options)
            ?? throw new InvalidOperationException($"The data file {name} is empty.");
    }
}
