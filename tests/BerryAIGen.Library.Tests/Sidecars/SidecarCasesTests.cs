using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sidecars;

/// <summary>The open cases of sidecars and previews, each by what it expects.</summary>
public sealed class SidecarCasesTests
{
    private static readonly ForeignSidecars Sidecars = new(SidecarForms.Load(null));

    [Fact]
    public void All_cases_hold()
    {
        var folder = OpenCases.Require("sidecars");
        foreach (var row in OpenCases.List("sidecars"))
        {
            Action<OpenCase, string> check =
                row.Text("threshold") is not null ? ThresholdHolds
                : row.Text("preview") is not null ? HeaderHolds
                : row.Text("selected") is not null ? OrderHolds
                : SidecarHolds;
            check(row, folder);
        }
    }

    private static void ThresholdHolds(OpenCase row, string folder)
    {
        var below = row.Text("threshold") switch
        {
            "R" => 4,
            "X" => 8,
            "XXX" => 16,
            var word => throw new NotSupportedException(word),
        };
        var images = row.Expected.GetProperty("images").EnumerateArray().Select(image => image.ToString()).ToArray();

        PreviewChoice
            .FirstBelow(images, image => Level(JsonNode.Parse(image)!), below)
            .ShouldNotBeNull()
            .ShouldContain($"\"{row.Text("selected")}\"");
    }

    private static void HeaderHolds(OpenCase row, string folder)
    {
        var picture = HeaderPreview.Find(Path.Combine(folder, row.Files.ShouldHaveSingleItem())).ShouldNotBeNull();

        picture.Container.ShouldBe(Container.Png);
        row.Text("preview")!.ShouldEndWith("PNG");
    }

    private static void OrderHolds(OpenCase row, string folder)
    {
        using var place = new TemporaryFolder();
        var model = place.Write("m.safetensors", [1]);
        foreach (var name in row.Expected.GetProperty("files").EnumerateArray())
            place.Write(name.GetString()!, [1]);
        var previews = Sidecars.FindPreviews(model);
        var application = row.Expected.TryGetProperty("order", out var order) ? "lora-manager" : "comfyui";

        Path.GetFileName(previews.Single(preview => preview.Application == application).Path)
            .ShouldBe(row.Text("selected"), row.Id);
        if (order.ValueKind == JsonValueKind.Array)
            Sidecars
                .Forms.All.Single(form => form.Id == application)
                .Previews.Take(order.GetArrayLength())
                .ShouldBe(order.EnumerateArray().Select(ending => ending.GetString()!));
    }

    private static void SidecarHolds(OpenCase row, string folder)
    {
        using var place = new TemporaryFolder();
        var source = Path.Combine(folder, row.Files.ShouldHaveSingleItem());
        var model = place.Write("m.safetensors", [1]);
        File.Copy(source, place.Combine(Path.GetFileName(source)));

        var found = Sidecars.Read(model);

        found.Facts.ModelId.ShouldBe(row.Expected.GetProperty("modelId").GetInt32(), row.Id);
        found.Facts.VersionId.ShouldBe(row.Expected.GetProperty("versionId").GetInt32(), row.Id);
        found.Facts.TriggerWords.ShouldBe(
            row.Expected.GetProperty("triggerWords").EnumerateArray().Select(word => word.GetString()!),
            row.Id
        );
        RewriteKeepsAll(
            model,
            Sidecars.Forms.GetWritable(found.Sidecars.ShouldHaveSingleItem().Application),
            found.Sidecars[0].Path
        );
    }

    // Unknown members survive a rewrite, and what a person wrote survives a refresh.
    private static void RewriteKeepsAll(string model, SidecarForm form, string path)
    {
        var before = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        before["Unknown.Member"] = "stays";
        foreach (var name in form.Personal)
            before[name] = "a person's";
        File.WriteAllText(path, before.ToJsonString());

        Sidecars.Write(model, form).Failure.ShouldBeNull();

        var after = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        foreach (var (name, value) in before.Where(member => !JsonPlace.IsEmpty(member.Value)))
            JsonNode.DeepEquals(after[name], value).ShouldBeTrue(name);
    }

    private static int? Level(JsonNode image) => image["nsfwLevel"]?.GetValue<int>();
}
