using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms.Shown;

/// <summary>Shows a field as a page draws it.</summary>
internal static class FieldView
{
    public static ShownField Of(FormChoice choice, FormField field, string? problem) =>
        new(
            field.Key,
            JsonNamingPolicy.CamelCase.ConvertName(field.Type.ToString()),
            field.Definition.Label,
            JsonNamingPolicy.CamelCase.ConvertName(field.Definition.Scope.ToString()),
            RememberedAs(choice, field)
        )
        {
            Help = field.Definition.Help,
            Value = ValueOf(field)?.DeepClone(),
            Default = field.Default,
            Min = field.Min,
            Max = field.Max,
            Step = field.Step,
            MaxLength = field.MaxLength,
            Required = field.IsRequired,
            Fixed = field.Settings.Fixed || field.Settings.Follows is not null,
            Visible = field.IsVisible,
            When = Members(field.Settings.When),
            Price = field.Definition.Price,
            Options = OptionsOf(field),
            Presets = Members(field.Settings.Presets),
            Types = field.Types.Count == 0 ? null : field.Types,
            Slots = field.Settings.Slots,
            Entries =
                field.Entries.Count == 0
                    ? null
                    : [.. field.Entries.Select(entry => new ShownEntry(entry.Level, entry.Reason))],
            Notes = field.Notes,
            Problem = problem,
        };

    // Sister ecosystems share what they remember, so that moving between them changes nothing.
    private static string RememberedAs(FormChoice choice, FormField field)
    {
        var ecosystem = choice.Ecosystem.Group ?? choice.Ecosystem.Id;
        return field.Definition.Scope switch
        {
            FieldScope.Global => "global",
            FieldScope.Output => $"output:{choice.Workflow.Media}",
            FieldScope.Workflow => $"workflow:{choice.Workflow.Key}",
            FieldScope.Version when choice.VersionId is { } version => string.Create(
                CultureInfo.InvariantCulture,
                $"version:{ecosystem}:{version}"
            ),
            _ => $"ecosystem:{ecosystem}",
        };
    }

    private static JsonNode? ValueOf(FormField field) =>
        field switch
        {
            { Entries.Count: 0 } => field.Value,
            { Type: FieldType.Resource } => field.Entries[0].Entry,
            _ => new JsonArray([.. field.Entries.Select(entry => entry.Entry.DeepClone())]),
        };

    private static IReadOnlyList<ShownOption>? OptionsOf(FormField field) =>
        field.Sizes is { } sizes
            ?
            [
                .. sizes.Select(row => new ShownOption(JsonValue.Create(row.Key), row.Key)
                {
                    Width = row.Value[0],
                    Height = row.Value[1],
                }),
            ]
        : field.Type is FieldType.Choice or FieldType.Controls && field.Options is { Count: > 0 } options
            ? [.. options.Select(option => new ShownOption(option.Value, option.Label))]
        : null;

    private static JsonObject? Members(IReadOnlyDictionary<string, JsonElement>? written) =>
        written is null
            ? null
            : new JsonObject(written.Select(row => KeyValuePair.Create(row.Key, FieldOption.Node(row.Value))));
}
