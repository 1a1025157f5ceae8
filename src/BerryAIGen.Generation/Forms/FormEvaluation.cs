using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>A form with its values: what a page draws and what an engine gets.</summary>
internal sealed class FormEvaluation
{
    private readonly Dictionary<string, FormField> _byKey;

    private FormEvaluation(FormChoice choice, IReadOnlyList<FormField> fields, List<string> notes, JsonObject values)
    {
        Choice = choice;
        Fields = fields;
        Notes = notes;
        Values = values;
        _byKey = fields.ToDictionary(field => field.Key);
    }

    public FormChoice Choice { get; }

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>What was understood or set otherwise than it was written; one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What was filled in.</summary>
    public JsonObject Values { get; }

    /// <summary>The field; null for one that the form does not have.</summary>
    public FormField? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Chooses the form, and gives every field of it a value that is allowed.</summary>
    /// <exception cref="GenerationException">Something cannot be understood; the message names the field.</exception>
    public static FormEvaluation Of(GenerationCatalogue catalogue, FormRequest request)
    {
        var values = FormNames.Fold(request.Values);
        var choice = FormChooser.Choose(catalogue, values);
        List<string> notes = [.. choice.Notes];
        List<FormField> fields = [];
        var hidden = choice.Version?.Hides ?? [];
        foreach (var key in choice.Form.Show.Where(key => !hidden.Contains(key)))
        {
            if (!catalogue.Fields.TryGetValue(key, out var definition))
                continue;
            fields.Add(new FormField(key, definition, choice.SettingsOf(key)));
        }

        // Sizes depend on other fields, so those get their values first.
        var reader = new FieldReader(catalogue, request, values, notes);
        foreach (var field in fields.Where(field => field.Type != FieldType.Size))
        {
            field.Value = reader.Read(field);
            if (request.IsForPrice && !field.Definition.Price)
                field.Value = WithoutPrice(field);
        }

        fields.RemoveAll(field => !Holds(field.Settings.When, fields));

        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index].Type == FieldType.Size)
                fields[index] = reader.ReadSize(fields[index], fields);
        }

        Remark(choice, values, fields, notes);
        return new FormEvaluation(choice, fields, notes, values);
    }

    // Whether the fields that decide over another one have the values for which it is there.
    internal static bool Holds(IReadOnlyDictionary<string, JsonElement>? when, IReadOnlyList<FormField> fields) =>
        when is null
        || when.All(row =>
            fields.FirstOrDefault(field => field.Key == row.Key)?.Value is { } value
            && JsonNode.DeepEquals(value, FieldOption.Node(row.Value))
        );

    // An orchestrator that only tells a price needs no words of the person.
    private static JsonNode? WithoutPrice(FormField field) =>
        field.Type switch
        {
            FieldType.Text when field.IsRequired || field.Value is not null => JsonValue.Create("price"),
            FieldType.Seed => JsonValue.Create(1),
            _ => field.Value,
        };

    // What is filled in and has no place in this form is kept by the page, and said.
    private static void Remark(FormChoice choice, JsonObject values, List<FormField> fields, List<string> notes)
    {
        foreach (var (key, value) in values)
        {
            if (
                value is null or JsonArray { Count: 0 }
                || FormNames.IsChoice(key)
                || fields.Exists(field => field.Key == key)
            )
                continue;
            notes.Add($"{choice.Ecosystem.Name} does not use \"{key}\" for {choice.Workflow.Key}; it is not sent.");
        }
    }
}
