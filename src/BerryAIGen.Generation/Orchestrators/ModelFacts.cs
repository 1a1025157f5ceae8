using System.Text.Json.Nodes;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Generation.Forms;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Generation.Orchestrators;

/// <summary>
/// What Civitai knows of the models of a form that names their versions only: model, type, base and hash. An orchestrator
/// wants the model's number, pictures the hash, and a checkpoint of another line is refused before it is paid.
/// </summary>
/// <param name="civitai">Who is asked.</param>
/// <param name="isNeeded">Whether a form waits for its answer; one for a machine of one's own is sent as it is written.</param>
public sealed class ModelFacts(CivitaiClient civitai, bool isNeeded = true)
{
    // Who did not answer one question is not asked the next, where nobody waits for the answer.
    private bool _isSilent;

    // More than any form takes; each of them is a question.
    private const int MostResources = 100;

    /// <summary>A copy of the form with what was missing.</summary>
    /// <returns>The form, and a sentence for each version that Civitai does not know.</returns>
    /// <exception cref="LibraryException">Civitai does not answer, or there are too many.</exception>
    public async Task<(JsonObject Values, IReadOnlyList<string> Notes)> FillAsync(
        JsonObject values,
        CancellationToken cancellationToken
    )
    {
        if (values["resources"] is JsonArray { Count: > MostResources } many)
            throw new GenerationException(
                FailureCode.Usage,
                "resources",
                $"\"resources\" has {many.Count} models, and {MostResources} are the most that are looked up; take some away."
            );
        var filled = NamedModels.Read(values).DeepClone().AsObject();
        List<string> notes = [];
        foreach (var key in (string[])["model", "vae"])
        {
            if (
                filled[key] is { } given
                && await EntryAsync(given, notes, cancellationToken).ConfigureAwait(false) is { } entry
            )
                filled[key] = entry;
        }

        await JudgeAsync(filled, notes, cancellationToken).ConfigureAwait(false);
        if (filled["resources"] is JsonArray list)
        {
            for (var at = 0; at < list.Count; at++)
            {
                if (
                    list[at] is { } given
                    && await EntryAsync(given, notes, cancellationToken).ConfigureAwait(false) is { } entry
                )
                    list[at] = entry;
            }
        }

        return (filled, notes);
    }

    // Whether a checkpoint is the person's alone is not the form's to say; it may only be stricter.
    private async Task JudgeAsync(JsonObject filled, List<string> notes, CancellationToken cancellationToken)
    {
        const string key = "availability";
        if (
            FormValues.IdOf(filled["model"]) is not ({ } id and <= int.MaxValue)
            || (filled["model"] is JsonObject given && ModelWords.IsPrivate(given))
        )
            return;
        try
        {
            var version = await civitai.Versions.GetMiniAsync((int)id, null, cancellationToken).ConfigureAwait(false);
            if (version.Availability is not { } availability)
                return;
            if (filled["model"] is not JsonObject model)
                filled["model"] = model = new JsonObject { ["id"] = id };
            model[key] = availability.Value;
        }
        catch (CivitaiNotFoundException)
        {
            // A note says so already.
        }
        catch (CivitaiRequestException) when (filled["model"] is JsonObject known && known[key] is not null)
        {
            // What was asked of an earlier form of it holds while nobody answers.
        }
        catch (CivitaiRequestException problem)
        {
            Note(notes, problem, id);
        }
    }

    private void Note(List<string> notes, CivitaiRequestException problem, long id)
    {
        var failure = CivitaiFailures.From(problem, $"version {id}");
        if (isNeeded)
            throw new LibraryException(failure, problem);
        _isSilent = failure.IsRetryable;
        var note = $"{failure.Message} It is sent as it is written.";
        if (!notes.Contains(note))
            notes.Add(note);
    }

    /// <summary>The recipe with the names and hashes of its models, as far as Civitai tells them.</summary>
    public async Task<Recipe> CompleteAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        List<RecipeResource> resources = [];
        foreach (var resource in recipe.Resources)
        {
            resources.Add(await CompleteAsync(resource, cancellationToken).ConfigureAwait(false));
        }

        var checkpoint = resources.Find(resource => resource.Type == ResourceTypes.Checkpoint);
        return recipe with { Resources = resources, Model = checkpoint?.Name, ModelHash = checkpoint?.Hash };
    }

    private async Task<RecipeResource> CompleteAsync(RecipeResource resource, CancellationToken cancellationToken)
    {
        if (resource is { Hash: not null, Name: not null } || resource.ModelVersionId is not (> 0 and <= int.MaxValue))
            return resource;
        try
        {
            var version = await civitai
                .Versions.GetAsync((int)resource.ModelVersionId.Value, cancellationToken)
                .ConfigureAwait(false);
            return resource with
            {
                Name = resource.Name ?? version.Model?.Name,
                VersionName = resource.VersionName ?? version.Name,
                ModelId = resource.ModelId ?? version.ModelId,
                Hash = resource.Hash ?? HashOf(version),
            };
        }
        catch (CivitaiRequestException)
        {
            // The number of the version is written in any case, and says the same to who can ask.
            return resource;
        }
        catch (LibraryException)
        {
            return resource;
        }
    }

    private static string? HashOf(ModelVersion2 version) =>
        version.Files.OrderByDescending(file => file.IsPrimary).FirstOrDefault()?.Hashes?.Sha256?.ToLowerInvariant();

    // Null where nothing is to be asked or nothing is known.
    private async Task<JsonObject?> EntryAsync(JsonNode given, List<string> notes, CancellationToken cancellationToken)
    {
        var entry = given as JsonObject;
        if (
            _isSilent
            || FormValues.IdOf(given) is not { } id
            || id > int.MaxValue
            || entry?["air"] is not null
            || entry?["epochDetails"] is not null
            || (FormValues.IdOf(entry?["model"]) is not null && entry?["baseModel"] is not null)
        )
            return null;
        try
        {
            var version = await civitai.Versions.GetAsync((int)id, cancellationToken).ConfigureAwait(false);
            var filled = entry?.DeepClone().AsObject() ?? new JsonObject { ["id"] = id };
            var model = filled["model"] as JsonObject ?? [];
            model["id"] ??= version.ModelId;
            model["name"] ??= version.Model?.Name;
            model["type"] ??= version.Model?.Type.ToString();
            if (filled["model"] is not JsonObject)
                filled["model"] = model;
            filled["baseModel"] ??= version.BaseModel;
            filled["name"] ??= version.Name;
            filled["hash"] ??= HashOf(version);
            return filled;
        }
        catch (CivitaiNotFoundException)
        {
            notes.Add($"Civitai does not know the version {id}; it is sent as it is written.");
            return null;
        }
        catch (CivitaiRequestException problem)
        {
            Note(notes, problem, id);
            return null;
        }
    }
}
