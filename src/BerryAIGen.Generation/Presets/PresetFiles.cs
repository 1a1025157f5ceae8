using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Generation.Presets;

/// <summary>A person's presets: <c>presets/ECOSYSTEM/NAME.json</c> in the settings folder, beside those of the definitions.</summary>
internal sealed partial class PresetFiles(GenerationCatalogue catalogue, string? configurationFolder)
{
    private const string Ending = ".json";

    /// <summary>Files that were left out, with the reason.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>All of an ecosystem, by name; a person's stand in the place of shipped ones of the same name.</summary>
    public IReadOnlyList<Preset> Of(EcosystemDefinition ecosystem) =>
        [
            .. Own(ecosystem)
                .Concat(ShippedPresets.Of(ecosystem))
                .DistinctBy(preset => preset.Name, StringComparer.OrdinalIgnoreCase)
                .OrderBy(preset => preset.Name, StringComparer.OrdinalIgnoreCase),
        ];

    /// <exception cref="GenerationException">There is none of that name.</exception>
    public Preset Get(EcosystemDefinition ecosystem, string name)
    {
        var all = Of(ecosystem);
        return all.FirstOrDefault(preset => Same(preset, name))
            ?? throw new GenerationException(
                FailureCode.NotFound,
                "preset",
                string.Join(
                    ' ',
                    Warnings.Prepend(
                        all.Count == 0
                            ? $"{ecosystem.Name} has no presets, so none \"{name}\"."
                            : $"{ecosystem.Name} has no preset \"{name}\"; it has {string.Join(", ", all.Select(preset => preset.Name))}."
                    )
                )
            );
    }

    /// <exception cref="GenerationException">Name or values are none that a preset can have, or nothing can be written.</exception>
    public Preset Save(EcosystemDefinition ecosystem, string name, JsonObject values)
    {
        foreach (var key in values.Select(row => row.Key).Where(key => !IsField(ecosystem, key)))
        {
            throw new GenerationException(
                FailureCode.Usage,
                key,
                $"{ecosystem.Name} has no field \"{key}\"; a preset holds fields of its forms, and \"model\"."
            );
        }

        if (values.Count == 0)
            throw new GenerationException(FailureCode.Usage, "values", "A preset holds at least one value.");
        PresetValues.Require(catalogue, ecosystem, values);
        // One name in two spellings is one preset, as it is on other systems' disks.
        name = Own(ecosystem).FirstOrDefault(preset => Same(preset, name))?.Name ?? name;
        var path = PathOf(ecosystem, name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.WriteJson(path, new JsonObject { ["name"] = name, ["values"] = values.DeepClone() });
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new GenerationException(FailureCode.Disk, null, $"{path} cannot be written: {wrong.Message}");
        }

        return new Preset(ecosystem.Key, name, values, IsShipped: false);
    }

    /// <exception cref="GenerationException">There is none of that name, or it is a shipped one.</exception>
    public void Delete(EcosystemDefinition ecosystem, string name)
    {
        var preset = Get(ecosystem, name);
        if (preset.IsShipped)
            throw new GenerationException(
                FailureCode.Conflict,
                "preset",
                $"\"{preset.Name}\" comes with the definitions of {ecosystem.Name}; save one of the same name to put yours in its place."
            );
        try
        {
            File.Delete(PathOf(ecosystem, preset.Name));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new GenerationException(FailureCode.Disk, null, $"The preset cannot be deleted: {wrong.Message}");
        }
    }

    private static bool Same(Preset preset, string name) =>
        preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Preset> Own(EcosystemDefinition ecosystem)
    {
        var folder = FolderOf(ecosystem);
        Warnings.Clear();
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path)[..^Ending.Length];
            if (!Name().IsMatch(name))
                Warnings.Add($"The preset in {path} is left out: {NameRule(name)} Rename the file.");
            else if (Read(path) is { } values)
                yield return new Preset(ecosystem.Key, name, values, IsShipped: false);
        }
    }

    private JsonObject? Read(string path)
    {
        try
        {
            if (FormText.Parse(File.ReadAllText(path), path)["values"] is JsonObject values)
                return values;
            Warnings.Add($"The preset in {path} is left out: it holds no \"values\".");
        }
        catch (Exception wrong) when (wrong is GenerationException or IOException or UnauthorizedAccessException)
        {
            Warnings.Add($"The preset in {path} is left out: {wrong.Message}");
        }

        return null;
    }

    private bool IsField(EcosystemDefinition ecosystem, string key) =>
        key == "model" || (catalogue.Fields.ContainsKey(key) && ecosystem.Forms.Any(form => form.Show.Contains(key)));

    private string? FolderOf(EcosystemDefinition ecosystem) =>
        configurationFolder is null ? null : Path.Combine(configurationFolder, "presets", ecosystem.Id);

    private string PathOf(EcosystemDefinition ecosystem, string name)
    {
        if (!Name().IsMatch(name))
            throw new GenerationException(FailureCode.Usage, "preset", NameRule(name));
        return FolderOf(ecosystem) is { } folder
            ? Path.Combine(folder, name + Ending)
            : throw new GenerationException(
                FailureCode.Failed,
                null,
                "There is no settings folder for presets; set HOME or XDG_CONFIG_HOME."
            );
    }

    private static string NameRule(string name) =>
        $"\"{(name.Length > 60 ? name[..60] + "…" : name)}\" is no name of a preset: up to 60 letters, digits, blanks, hyphens and underscores, beginning and ending with a letter or digit.";

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N} _-]{0,58}[\p{L}\p{N}])?\z")]
    private static partial Regex Name();
}
