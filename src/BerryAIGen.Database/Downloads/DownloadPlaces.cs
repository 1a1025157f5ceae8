using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Database.Downloads;

/// <summary>Where a download goes that names no place: what a provider of language models loads, into that provider's folder.</summary>
public sealed class DownloadPlaces(ProviderCatalog providers, BerryLibrary library)
{
    /// <param name="order">What a person said goes first.</param>
    /// <param name="model">What is known of the model; null for nothing.</param>
    /// <param name="target">As the order has it.</param>
    public DownloadTarget Complete(DownloadOrder order, ModelRow? model, DownloadTarget target)
    {
        if (order.Folder is not null || order.Root is not null || order.Layout is not null || order.Type is not null)
            return target;
        if (FolderOf(order, model) is not { } folder)
            return target;
        var named = folder.Variable is { } variable ? library.Options.ReadVariable(variable) : null;
        return string.IsNullOrWhiteSpace(named)
            ? target with
            {
                Below = folder.Name,
            }
            : target with
            {
                Folder = named.Trim(),
            };
    }

    private ProviderFolder? FolderOf(DownloadOrder order, ModelRow? model)
    {
        if (order.Provider is { } wanted)
            return (
                providers.Find(wanted)
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    $"\"{wanted}\" is no provider; there are {string.Join(", ", providers.All.Select(one => one.Id))}."
                )
            ).Folder;
        return model is null ? null : ProviderFolders.Find(providers, model.Provider, model.Format);
    }
}
