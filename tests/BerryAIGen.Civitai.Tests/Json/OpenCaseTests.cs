using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>Recorded answers of the real service, 2023 to 2026.</summary>
public sealed class OpenCaseTests
{
    public static TheoryData<string> Files()
    {
        string[] names = OpenCases.Find("site-api") is { } folder
            ? [.. Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileName(file)).Order()]
            : ["(none)"];
        return new(names);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_item_version_file_or_image_of_a_recorded_answer_is_lost(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(OpenCases.Require("site-api"), file));
        using var sent = JsonDocument.Parse(bytes);

        var (read, written) = file.Split("__")[0] switch
        {
            "models-list" => Through(bytes, CivitaiJson.Default.ResultsModel),
            "models-list-item" or "model-get" => Through(bytes, CivitaiJson.Default.Model),
            "model-version-get" => Through(bytes, CivitaiJson.Default.ModelVersion2),
            "model-version-object" => Through(bytes, CivitaiJson.Default.ModelVersion),
            "images-list" => Through(bytes, CivitaiJson.Default.ResultsImage),
            "creators-list" => Through(bytes, CivitaiJson.Default.ResultsCreatorListing),
            "enums-get" => Through(bytes, CivitaiJson.Default.ServiceWords),
            _ => (null, LenientJson.ReadElement(bytes)),
        };

        Survival.FirstLoss(sent.RootElement, written).ShouldBeNull();
        Unreadable(read).ShouldBeEmpty();
    }

    [Fact]
    public void Recorded_answers_bring_no_members_of_unexpected_type()
    {
        foreach (var file in Directory.GetFiles(OpenCases.Require("site-api"), "model*.json").Where(IsModel))
        {
            var model = LenientJson.Read(File.ReadAllBytes(file), CivitaiJson.Default.Model);

            var known = CivitaiJson.Default.Model.Properties.Select(property => property.Name).ToHashSet();
            (model.UnknownMembers?.Keys.Where(known.Contains) ?? []).ShouldBeEmpty(file);
        }
    }

    private static bool IsModel(string path) =>
        Path.GetFileName(path) is var name && (name.StartsWith("models-list-item__") || name.StartsWith("model-get__"));

    private static (object Read, JsonElement Written) Through<T>(byte[] bytes, JsonTypeInfo<T> type)
    {
        var read = LenientJson.Read(bytes, type)!;
        return (read, JsonSerializer.SerializeToElement(read, type));
    }

    private static IEnumerable<UnreadableElement> Unreadable(object? read)
    {
        var models = read switch
        {
            Results<Model> page => [.. page.Items],
            Model model => [model],
            _ => Array.Empty<Model>(),
        };
        var versions = models.SelectMany(model => model.ModelVersions).ToList();
        return models
            .SelectMany(model => model.ModelVersions.Unreadable)
            .Concat((read as Results<Model>)?.Unreadable ?? [])
            .Concat((read as Results<Image>)?.Unreadable ?? [])
            .Concat(versions.SelectMany(version => version.Files.Unreadable.Concat(version.Images.Unreadable)));
    }
}
