using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>Whatever a person sets in a form changes what is asked for.</summary>
public sealed class DeadControlTests
{
    [Fact]
    public void Every_control_of_every_form_changes_the_steps()
    {
        List<string> dead = [];
        var count = 0;
        foreach (var (name, values) in Forms())
        {
            foreach (var field in FormEvaluation.Of(SampleForm.Catalogue, Request(values)).All)
            {
                // It says itself why it changes none, or that something else decides over it.
                if (field.Definition.Beside is not null || field.Settings is { Fixed: true } or { Follows: not null })
                    continue;
                count++;
                var shown = Showing(values, field);
                var now = Steps(shown);
                now.ShouldNotBeNull($"{name}: {field.Key}");
                if (Others(field).All(other => Steps(With(shown, field.Key, other)) is not { } then || then == now))
                    dead.Add($"{name}: {field.Key}");
            }
        }

        dead.ShouldBeEmpty();
        // Of those of today; another file brings more.
        count.ShouldBeGreaterThanOrEqualTo(1860);
    }

    // Every form with every version of its picker, filled in as far as it has to be.
    private static IEnumerable<(string Name, JsonObject Values)> Forms()
    {
        foreach (var ecosystem in SampleForm.Catalogue.Ecosystems)
        foreach (var workflow in ecosystem.Forms.SelectMany(form => form.Workflows).Distinct())
        {
            long?[] versions =
            [
                .. (ecosystem.Checkpoint?.Versions ?? [])
                    .Where(version => version.Ecosystem is null && !version.Not.Contains(workflow))
                    .Select(version => (long?)version.Id),
            ];
            var excluded = SampleForm.Catalogue.FindWorkflow(workflow)!.Excludes;
            foreach (var version in versions.Length == 0 ? [null] : versions)
            {
                if (version is { } id && excluded.Contains(id))
                    continue;
                yield return (
                    $"{workflow} {ecosystem.Key} {version}",
                    Filled(SampleForm.Of(workflow, ecosystem.Key, ("model", version)))
                );
            }
        }

        foreach (var workflow in SampleForm.Catalogue.Workflows.Where(one => one.Forms is [{ Engine: not null }, ..]))
        {
            yield return (workflow.Key, Filled(SampleForm.Of(workflow.Key)));
        }
    }

    private static JsonObject Filled(JsonObject values)
    {
        // Without a picture the form would be that of the workflow from words alone.
        if (((string)values["workflow"]!).StartsWith("img2", StringComparison.Ordinal))
            values["images"] = SampleForm.Pictures(1);
        foreach (var field in FormEvaluation.Of(SampleForm.Catalogue, Request(values)).All)
        {
            values[field.Key] = field.Type switch
            {
                FieldType.Images when field.Min > 0 => SampleForm.Pictures((int)field.Min),
                FieldType.Video => Film(1),
                FieldType.Text => "a heron in the reeds",
                FieldType.Seed => 4711,
                _ => values[field.Key]?.DeepClone(),
            };
        }

        return values;
    }

    private static JsonObject Showing(JsonObject values, FormField field)
    {
        foreach (var (key, wanted) in field.Settings.When ?? new Dictionary<string, JsonElement>())
        {
            var first = wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray().First() : wanted;
            values = With(values, key, FieldOption.Node(first));
        }

        return values;
    }

    private static IEnumerable<JsonNode> Others(FormField field) =>
        field.Type switch
        {
            FieldType.Text => ["a jetty at dawn"],
            FieldType.Seed => [99],
            FieldType.Toggle => [true, false],
            FieldType.Choice => field.Options.Select(option => option.Value.DeepClone()),
            FieldType.Size => (field.Sizes?.Keys ?? []).Select(ratio => (JsonNode)ratio),
            FieldType.Number or FieldType.Integer => new[] { field.Min, field.Max }
                .OfType<decimal>()
                .Select(bound => (JsonNode)JsonValue.Create(bound)),
            FieldType.Images => [Picture(7)],
            FieldType.Video => [Film(7)],
            FieldType.Resource => [new JsonObject { ["id"] = 900007 }],
            FieldType.Resources => [new JsonArray(new JsonObject { ["id"] = 900007, ["strength"] = 0.35 })],
            _ => (field.Options is [var first, ..] ? [first.Value] : new JsonNode?[] { null }).Select(prepared =>
                (JsonNode)
                    new JsonArray(
                        new JsonObject
                        {
                            ["image"] = new JsonObject { ["url"] = "https://pictures.invalid/7.png" },
                            ["preprocessor"] = prepared?.DeepClone(),
                        }
                    )
            ),
        };

    private static JsonArray Picture(int number) =>
        new(
            new JsonObject
            {
                ["url"] = $"https://pictures.invalid/{number}.png",
                ["width"] = 1024,
                ["height"] = 1024,
            }
        );

    private static JsonObject Film(int number) =>
        new()
        {
            ["url"] = $"https://videos.invalid/{number}.mp4",
            ["metadata"] = new JsonObject { ["duration"] = 5 },
        };

    private static JsonObject With(JsonObject values, string key, JsonNode? value)
    {
        var changed = values.DeepClone().AsObject();
        changed[key] = value?.DeepClone();
        return changed;
    }

    // Null where it is refused: what cannot be chosen changes nothing.
    private static string? Steps(JsonObject values)
    {
        try
        {
            return SampleForm.Shipped.Compile(Request(values)).Body["steps"]!.ToJsonString();
        }
        catch (GenerationException)
        {
            return null;
        }
    }

    // Of a tier that leaves room: some who may make one batch alone have nothing to choose.
    private static FormRequest Request(JsonObject values) => new(values.DeepClone().AsObject()) { Tier = "gold" };
}
