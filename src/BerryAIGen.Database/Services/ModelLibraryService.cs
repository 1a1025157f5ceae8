using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Extending;
using BerryAIGen.Database.Keeping;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library;
using BerryAIGen.Library.Extending;

namespace BerryAIGen.Database.Services;

/// <summary>The library as the description of the model library names it; everything it does is done by others.</summary>
public sealed class ModelLibraryService(
    ModelListing listing,
    DownloadOrders orders,
    DownloadTasks tasks,
    ModelTrash trash,
    Plugins plugins,
    PluginModels offers
)
{
    /// <summary>All models, here and to be had, by name.</summary>
    public async Task<IReadOnlyList<ModelInfo>> GetAvailableModelsAsync(
        CancellationToken cancellationToken = default
    ) => (await listing.ReadAsync(ModelQuery.All, cancellationToken)).Models;

    /// <summary>Begins to download a model; who asks again gets the download that runs.</summary>
    /// <exception cref="LibraryException">There is no such model, it is here already, or something stands in its way.</exception>
    public Task<DownloadTask> DownloadModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        orders.StartAsync(new DownloadOrder { ModelId = modelId }, acceptsPresent: false, cancellationToken);

    /// <summary>How far a download is.</summary>
    /// <exception cref="LibraryException">There is no such download.</exception>
    public Task<DownloadTask> GetDownloadStatusAsync(string taskId, CancellationToken cancellationToken = default) =>
        tasks.GetAsync(taskId, cancellationToken);

    /// <summary>Moves a model to the trash.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="force">Also when a provider has it loaded.</param>
    /// <param name="cancellationToken">Gives up before the file is moved.</param>
    /// <returns>False when there is no such model here.</returns>
    /// <exception cref="LibraryException">It is being downloaded, a provider has it loaded, or the disk refuses.</exception>
    public async Task<bool> DeleteModelAsync(
        string modelId,
        bool force = false,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await trash.DeleteAsync(modelId, purge: false, force, cancellationToken);
            return true;
        }
        catch (LibraryException nothing) when (nothing.Failure.Code == FailureCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Lists what one more source has, now and from time to time.</summary>
    /// <exception cref="LibraryException">It cannot be listed now; it is asked again.</exception>
    public async Task AddRepositoryAsync(IModelSource source, CancellationToken cancellationToken = default)
    {
        plugins.Add(source);
        if (await offers.OfferAsync(source, cancellationToken) is { } problem)
            throw new LibraryException(FailureCode.Failed, problem);
    }

    /// <summary>Keeps one more rule: models and files that break it do not come into the library from now on.</summary>
    public void AddValidator(IModelValidator validator) => plugins.Add(validator);

    /// <summary>One model.</summary>
    /// <exception cref="LibraryException">There is none of that id.</exception>
    public Task<ModelInfo> GetModelInfoAsync(string modelId, CancellationToken cancellationToken = default) =>
        listing.GetAsync(modelId, cancellationToken);
}
