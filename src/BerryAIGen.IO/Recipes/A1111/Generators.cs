namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>Which program wrote a text in A1111's form.</summary>
internal static class Generators
{
    // Programs with a form of their own, whose recipes were written again in this one, and this one.
    private static readonly string[] Others =
    [
        "InvokeAI",
        "SwarmUI",
        "NovelAI",
        "Easy Diffusion",
        "RuinedFooocus",
        "Draw Things",
        "Civitai",
        "BerryAIGen",
    ];

    /// <summary>What stands as the version, from which the program is known again.</summary>
    internal static string VersionOf(Recipe recipe) =>
        Others.Contains(recipe.Generator)
            ? $"{recipe.Generator} {recipe.GeneratorVersion}".TrimEnd()
            : recipe.GeneratorVersion ?? recipe.Generator;

    internal static string Of(IReadOnlyDictionary<string, string> settings)
    {
        var version = settings.GetValueOrDefault("Version") ?? "";
        var other = Array.Find(Others, name => version.StartsWith(name, StringComparison.Ordinal));
        return other is not null ? other
            : Has(version, "ComfyUI") ? "ComfyUI"
            : Has(version, "stable-diffusion.cpp") ? "stable-diffusion.cpp"
            : Has(version, "Fooocus") ? "Fooocus"
            // Forge puts its own version before A1111's: f2.0.1v1.10.1; its successor says neo.
            : version.Length > 1 && version[0] == 'f' && char.IsAsciiDigit(version[1])
            || Has(version, "forge")
            || version.StartsWith("neo", StringComparison.OrdinalIgnoreCase)
                ? "Forge"
            : Has(settings.GetValueOrDefault("App") ?? "", "SD.Next") || settings.ContainsKey("Pipeline") ? "SD.Next"
            : version.Length == 0 && settings.ContainsKey("Civitai resources") ? "Civitai"
            : "A1111";
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
