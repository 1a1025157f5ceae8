using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Extending;

namespace BerryAIGen.Database.Extending;

/// <summary>Asks the validators of plug-ins before a download.</summary>
public sealed class ModelValidation(Plugins plugins)
{
    /// <exception cref="LibraryException">One of them refuses the model; the issues of all are in the details.</exception>
    public async Task CheckAsync(ModelRow row, CancellationToken cancellationToken)
    {
        if (plugins.Validators.Count == 0)
            return;
        var model = new OfferedModel(row.Id, row.Name)
        {
            Description = row.Description,
            Format = row.Format,
            SizeBytes = row.Size,
            Sha256 = row.Sha256,
            DownloadUrl = row.DownloadUrl,
            Capabilities = [.. (JsonNode.Parse(row.Capabilities) as JsonArray ?? []).Select(word => word!.ToString())],
        };
        var failure = await ValidatorRules.FindFailureAsync(
            plugins.Validators,
            rule => rule.ValidateAsync(model, cancellationToken),
            $"\"{row.Id}\" is not downloaded"
        );
        if (failure is not null)
            throw new LibraryException(
                failure with
                {
                    Details = new Dictionary<string, string>(failure.Details) { ["model_id"] = row.Id },
                }
            );
    }
}
