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
        List<string> issues = [];
        foreach (var validator in plugins.Validators)
        {
            var result = await AskAsync(validator, model, cancellationToken);
            if (!result.Valid)
                issues.AddRange(result.Issues.Count > 0 ? result.Issues : [$"{validator.Name} refuses it"]);
        }

        if (issues.Count > 0)
            throw new LibraryException(
                new Failure(FailureCode.Usage, $"\"{row.Id}\" is not downloaded: {string.Join("; ", issues)}.")
                {
                    Details = new Dictionary<string, string>
                    {
                        ["model_id"] = row.Id,
                        ["issues"] = string.Join("; ", issues),
                    },
                }
            );
    }

    // A rule that cannot be asked is not kept.
    private static async Task<ValidationResult> AskAsync(
        IModelValidator validator,
        OfferedModel model,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await validator.ValidateAsync(model, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return new ValidationResult(false, [$"{validator.Name} failed: {problem.Message}"]);
        }
    }
}
