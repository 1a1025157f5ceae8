using System.Text.Json;
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

        var read = WireType.Of(file) is [var type, ..] ? type.Read(bytes) : null;
        var written = read is null ? LenientJson.ReadElement(bytes) : WireType.Of(file)[0].Write(read);

        Survival.FirstLoss(sent.RootElement, written).ShouldBeNull();
        // One old page of the documentation shows tags as objects, which the service has never been seen to send.
        Costs.Of(read).Where(cost => !cost.StartsWith("$.tags[", StringComparison.Ordinal)).ShouldBeEmpty();
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
}
