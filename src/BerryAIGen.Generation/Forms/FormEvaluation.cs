using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>A form with its values: what a page draws and what an engine gets.</summary>
internal sealed class FormEvaluation
{
    private readonly Dictionary<string, FormField> _byKey;

    private FormEvaluation(FormChoice choice, IReadOnlyList<FormField> all, List<string> notes, JsonObject values)
    {
        Choice = choice;
        All = all;
        Fields = [.. all.Where(field => field.IsVisible)];
        Notes = notes;
        Values = values;
        _byKey = Fields.ToDictionary(field => field.Key);
    }

    public FormChoice Choice { get; }

    /// <summary>In the order in which they are shown, also those that other fields hide.</summary>
    public IReadOnlyList<FormField> All { get; }

    /// <summary>Those of <see cref="All"/> that are there.</summary>
    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>What was understood or set otherwise than it was written; one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What was filled in.</summary>
    public JsonObject Values { get; }

    /// <summary>Whether its checkpoint is nobody else's.</summary>
    public bool IsPrivate => Generator.IsPrivate(Values);

    /// <summary>The field; null for one that the form does not have.</summary>
    public FormField? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Chooses the form, and gives every field of it a value that is allowed.</summary>
    /// <exception cref="GenerationException">Something cannot be understood; the message names every field that is wrong.</exception>
    public static FormEvaluation Of(GenerationCatalogue catalogue, FormRequest request)
    {
        var values = NamedModels.Read(FormNames.Fold(request.Values));
        var choice = FormChooser.Choose(catalogue, values, request.Gates);
        List<string> notes = [.. choice.Notes];
        if (request.Note is { } chosen)
            notes.Add(chosen);
        var fields = FieldsOf(catalogue, choice);
        foreach (var field in fields)
        {
            FieldLimits.Apply(catalogue, choice, request.Tier, field);
        }

        // Sizes depend on other fields, so those get their values first.
        List<(FormField? Field, GenerationException Problem)> problems = [];
        var reader = new FieldReader(catalogue, request, values, notes);
        var entries = new ModelEntries(catalogue, choice, request);
        foreach (var field in fields.Where(field => field.Type != FieldType.Size))
        {
            Try(field, () => field.Value = reader.Read(field));
            Try(field, () => notes.AddRange(entries.Sort(field)));
            if (request.IsForPrice && !field.Definition.Price)
                field.Value = WithoutPrice(field);
        }

        foreach (var field in fields)
        {
            field.IsVisible = Holds(field.Settings.When, fields);
        }

        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index] is { Type: FieldType.Size, IsVisible: true } size)
                Try(size, () => fields[index] = reader.ReadSize(size, [.. fields.Where(other => other.IsVisible)]));
        }

        if (values["model"] is { } checkpoint)
            Try(null, () => new ModelFit(catalogue, choice).RequireCheckpoint(checkpoint));
        if (values["model"] is JsonObject model)
            Try(null, () => entries.CheckEpoch("model", model));
        // What is wrong with a field that is not there troubles nobody.
        problems.RemoveAll(row => row.Field?.IsVisible == false);
        if (problems.Count > 0)
            throw GenerationException.Of([.. AllOf(fields, problems)]);
        Remark(catalogue, choice, values, fields, notes);
        return new FormEvaluation(choice, fields, notes, values);

        void Try(FormField? field, Action read)
        {
            try
            {
                read();
            }
            catch (GenerationException wrong)
            {
                problems.Add((field, wrong));
                field?.Value = field.Default;
            }
        }
    }

    // Who mends one should not find the next after it.
    private static IEnumerable<GenerationException> AllOf(
        IReadOnlyList<FormField> fields,
        IReadOnlyList<(FormField? Field, GenerationException Problem)> problems
    ) =>
        fields
            .Where(field => field.IsVisible)
            .SelectMany(field =>
                field.Problem is { } odd
                    ? [new GenerationException(FailureCode.Usage, field.Key, odd)]
                    : problems.Where(row => row.Field?.Key == field.Key).Select(row => row.Problem)
            )
            .Concat(problems.Where(row => row.Field is null).Select(row => row.Problem));

    private static List<FormField> FieldsOf(GenerationCatalogue catalogue, FormChoice choice)
    {
        var hidden = choice.Version?.Hides ?? [];
        return
        [
            .. choice
                .Form.Show.Where(key => !hidden.Contains(key) && catalogue.Fields.ContainsKey(key))
                .Select(key => new FormField(key, catalogue.Fields[key], choice.SettingsOf(key))),
        ];
    }

    // Whether the fields that decide over another one have the values for which it is there.
    internal static bool Holds(IReadOnlyDictionary<string, JsonElement>? when, IReadOnlyList<FormField> fields) =>
        when is null
        || when.All(row =>
            fields.FirstOrDefault(field => field.Key == row.Key)?.Value is { } value
            && (
                row.Value.ValueKind == JsonValueKind.Array
                    ? row.Value.EnumerateArray().Any(one => JsonNode.DeepEquals(value, FieldOption.Node(one)))
                    : JsonNode.DeepEquals(value, FieldOption.Node(row.Value))
            )
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
    private static void Remark(
        GenerationCatalogue catalogue,
        FormChoice choice,
        JsonObject values,
        List<FormField> fields,
        List<string> notes
    )
    {
        foreach (var (key, value) in values)
        {
            if (
                value is null or JsonArray { Count: 0 }
                || FormNames.IsChoice(key)
                || fields.Exists(field => field.Key == key && field.IsVisible)
            )
                continue;
            notes.Add(Unused(catalogue, choice, key));
        }
    }

    /// <summary>Why a value that was filled in stands in no step.</summary>
    internal static string Unused(GenerationCatalogue catalogue, FormChoice choice, string key) =>
        catalogue.Fields.ContainsKey(key)
            ? $"{choice.Ecosystem.Name} does not use \"{key}\" for {choice.Workflow.Key}; it is not sent."
            : $"There is no field \"{key}\", so it is not sent; this form has {string.Join(", ", choice.Form.Show)}.";
}
