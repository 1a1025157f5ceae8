using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Workflows;

/// <summary>Writes the AIRs of the models that a form names.</summary>
internal sealed class ModelAirs
{
    private readonly GenerationCatalogue _catalogue;
    private readonly FormChoice _choice;
    private readonly string _ecosystem;

    public ModelAirs(GenerationCatalogue catalogue, FormEvaluation form)
    {
        _catalogue = catalogue;
        _choice = form.Choice;
        _ecosystem = catalogue.AirOf(Meant(catalogue, form));
    }

    /// <summary>The checkpoint; null for a form without one.</summary>
    /// <param name="values">What was filled in; its <c>model</c> may say more than a version.</param>
    public string? Checkpoint(JsonObject values)
    {
        if (_choice.VersionId is not { } version)
            return FormValues.EpochOf(values["model"])?.ToString();
        var given = values["model"] as JsonObject;
        if (FormValues.IdOf(given) != version)
            given = null;
        return Of(given ?? [], "Checkpoint", version);
    }

    /// <summary>An add-on of a form, which has an <c>id</c>, and perhaps its model and base model.</summary>
    public string Resource(JsonObject resource, string type) =>
        FormValues.AirOf(resource) is { } air
            ? air.ToString()
            : Of(resource, type, FormValues.IdOf(resource) ?? throw NoId(type));

    private string Of(JsonObject given, string type, long version)
    {
        if (FormValues.TextOf(given, "air") is { } written && Air.TryParse(written, out var air))
            return air.ToString();
        var model = given["model"] as JsonObject;
        var word = model is null ? null : FormValues.TextOf(model, "type");
        // An epoch of a training that is not published yet is named by its job.
        var epoch = given["epochDetails"] as JsonObject;
        var job = epoch is null ? null : FormValues.TextOf(epoch, "jobId");
        var file = epoch is null ? null : FormValues.TextOf(epoch, "fileName");
        return new Air
        {
            Ecosystem = EcosystemOf(FormValues.TextOf(given, "baseModel")),
            Type = Air.ForModel(
                null,
                word ?? type,
                new ModelId(1),
                fileType: FormValues.TextOf(given, "fileType")
            ).Type,
            Source = job is null || file is null ? "civitai" : "orchestrator",
            Id = job is null || file is null ? Number(FormValues.IdOf(model) ?? KnownModel(version) ?? 0) : job,
            Version = job is null || file is null ? Number(version) : file,
        }.ToString();
    }

    private string EcosystemOf(string? baseModel) =>
        _catalogue.FindEcosystemOf(baseModel) is { } other && other != _choice.Ecosystem
            ? _catalogue.AirOf(other)
            : _ecosystem;

    private long? KnownModel(long version)
    {
        var checkpoint = _choice.Ecosystem.Checkpoint;
        return checkpoint?.Versions.FirstOrDefault(row => row.Id == version)?.Model
            ?? (checkpoint?.Default == version ? checkpoint.Model : null);
    }

    private static EcosystemDefinition Meant(GenerationCatalogue catalogue, FormEvaluation form)
    {
        var (choice, name) = (form.Choice, form.Choice.Form.Ecosystem);
        foreach (
            var (field, cases) in choice.Form.EcosystemBy
                ?? new Dictionary<string, IReadOnlyDictionary<string, string>>()
        )
        {
            if (form.Find(field)?.Value?.ToString() is { } value)
                name = cases.GetValueOrDefault(value) ?? name;
        }

        return name is not null && catalogue.FindEcosystem(name) is { } other ? other : choice.Ecosystem;
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static GenerationException NoId(string type) =>
        new(Library.FailureCode.Usage, "resources", $"A {type} of the form has no id; give the id of its version.");
}
