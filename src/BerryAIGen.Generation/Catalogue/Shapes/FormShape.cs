using System.Globalization;
using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>Whether the forms of an ecosystem or a workflow can be evaluated, and whether its names are its own.</summary>
/// <param name="fields">The vocabulary of fields.</param>
internal sealed class FormShape(IReadOnlyDictionary<string, FieldDefinition> fields)
{
    private readonly FieldShape _fields = new(fields);
    private readonly CatalogueNames _ecosystems = new("ecosystem");
    private readonly CatalogueNames _workflows = new("workflow");

    /// <exception cref="JsonException">Something in the file cannot be evaluated.</exception>
    public void Check(EcosystemDefinition ecosystem)
    {
        var root = ShapePlace.Root;
        _fields.Check(root["fields"], ecosystem.Fields);
        Forms(root["forms"], ecosystem.Forms);
        if (ecosystem.Checkpoint is { } checkpoint)
        {
            if (checkpoint.Default < 1)
                throw root["checkpoint"]["default"].Wrong($"is {checkpoint.Default}; write the number of a version.");
            for (var at = 0; at < checkpoint.Versions.Count; at++)
            {
                Changes(root["checkpoint"]["versions"][at], checkpoint.Versions[at]);
            }
        }
    }

    /// <exception cref="JsonException">Something in the file cannot be evaluated.</exception>
    public void Check(WorkflowDefinition workflow)
    {
        _fields.Check(ShapePlace.Root["fields"], workflow.Fields);
        Forms(ShapePlace.Root["forms"], workflow.Forms);
    }

    /// <exception cref="JsonException">A name in the file is that of another one.</exception>
    public void Claim(EcosystemDefinition ecosystem) => _ecosystems.Claim(ecosystem.Id, [.. NamesOf(ecosystem)]);

    /// <exception cref="JsonException">A name in the file is that of another one.</exception>
    public void Claim(WorkflowDefinition workflow) =>
        _workflows.Claim(
            workflow.Id,
            [(ShapePlace.Root["id"], "name", workflow.Id), (ShapePlace.Root["key"], "name", workflow.Key)]
        );

    private void Forms(ShapePlace place, IReadOnlyList<FormDefinition> forms)
    {
        for (var number = 0; number < forms.Count; number++)
        {
            var (form, own) = (forms[number], place[number]);
            for (var at = 0; at < form.Show.Count; at++)
            {
                if (form.Show.Take(at).Contains(form.Show[at]))
                    throw own["show"][at].Wrong($"is \"{form.Show[at]}\", which is there twice; take one of them out.");
            }

            Changes(own, form);
        }
    }

    private void Changes(ShapePlace place, FormChanges changes)
    {
        _fields.Check(place["fields"], changes.Fields);
        WrittenShape.Check(place["set"], changes.Set);
    }

    private static IEnumerable<(ShapePlace Place, string Kind, string Name)> NamesOf(EcosystemDefinition ecosystem)
    {
        var root = ShapePlace.Root;
        yield return (root["id"], "name", ecosystem.Id);
        yield return (root["key"], "name", ecosystem.Key);
        yield return (root["name"], "name", ecosystem.Name);
        for (var at = 0; at < ecosystem.BaseModels.Count; at++)
        {
            yield return (root["baseModels"][at]["name"], "base model", ecosystem.BaseModels[at].Name);
        }

        if (ecosystem.Checkpoint is not { } checkpoint)
            yield break;
        var rows = checkpoint.Versions;
        for (var at = 0; at < rows.Count; at++)
        {
            // A version of a sister is the sister's.
            if (rows[at].Ecosystem is null)
                yield return (root["checkpoint"]["versions"][at]["id"], "version", Text(rows[at].Id));
        }

        if (!rows.Any(row => row.Id == checkpoint.Default))
            yield return (root["checkpoint"]["default"], "version", Text(checkpoint.Default));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
