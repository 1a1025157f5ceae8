using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>The way to Civitai's public API; one client serves many callers at once.</summary>
public sealed class CivitaiClient : IDisposable
{
    private readonly CivitaiTransport _transport;

    /// <summary>A client for <c>civitai.com</c> without a key.</summary>
    public CivitaiClient()
        : this(new CivitaiOptions()) { }

    /// <summary>A client with its own address and key.</summary>
    public CivitaiClient(CivitaiOptions options)
        : this(new CivitaiTransport(options, options?.Network), new OrchestrationClient(options!)) { }

    private CivitaiClient(CivitaiTransport transport, OrchestrationClient orchestration)
    {
        _transport = transport;
        Orchestration = orchestration;
        Models = new(transport);
        Versions = new(transport);
        Images = new(transport);
        Creators = new(transport);
        Tags = new(transport);
        Users = new(transport);
        Articles = new(transport);
        Collections = new(transport);
        Permissions = new(transport);
        Enums = new(transport);
        Downloads = new(transport);
        Vault = new(transport, Downloads);
    }

    /// <summary>The API's address, <c>https://civitai.com/api/v1</c> unless another was configured.</summary>
    public string BaseUrl => _transport.ApiUrl.AbsoluteUri;

    /// <summary>Which hosts count as Civitai for this client: those that may see the key.</summary>
    public CivitaiHosts Hosts => _transport.Hosts;

    /// <summary>Where the files of versions are.</summary>
    public DownloadClient Downloads { get; }

    /// <summary>Models by number and by search.</summary>
    public ModelClient Models { get; }

    /// <summary>Versions by number and by file hash.</summary>
    public VersionClient Versions { get; }

    /// <summary>Images, videos and sounds.</summary>
    public ImageClient Images { get; }

    /// <summary>Creators.</summary>
    public CreatorClient Creators { get; }

    /// <summary>Tags.</summary>
    public TagClient Tags { get; }

    /// <summary>Accounts, and the key's own.</summary>
    public UserClient Users { get; }

    /// <summary>Articles.</summary>
    public ArticleClient Articles { get; }

    /// <summary>Collections.</summary>
    public CollectionClient Collections { get; }

    /// <summary>The key owner's vault.</summary>
    public VaultClient Vault { get; }

    /// <summary>What generates: workflows, their blobs and their price.</summary>
    public OrchestrationClient Orchestration { get; }

    /// <summary>Who may generate with what.</summary>
    public PermissionClient Permissions { get; }

    /// <summary>The words that the service uses today.</summary>
    public EnumClient Enums { get; }

    /// <summary>One page of models with only what a list view needs; cheaper to read than <see cref="GetModelsAsync"/>.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has over 100 ids.</exception>
    /// <exception cref="CivitaiRequestException">The service refused or could not be reached.</exception>
    public async Task<Results<LiteModel>?> GetLiteModelsAsync(
        ModelSearchParameters searchParameters,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(searchParameters);
        return await GetLiteModels(searchParameters.ToPath(), token).ConfigureAwait(false);
    }

    /// <summary>The same for an address, usually <see cref="PageMetadata.NextPage"/>.</summary>
    /// <exception cref="ArgumentException">The address is not one of Civitai, or none at all.</exception>
    /// <exception cref="CivitaiRequestException">The service refused or could not be reached.</exception>
    public async Task<Results<LiteModel>?> GetLiteModels(string url, CancellationToken token) =>
        await _transport.GetAsync(url, CivitaiJson.Default.ResultsLiteModel, token).ConfigureAwait(false);

    /// <summary>The models of an address, usually <see cref="PageMetadata.NextPage"/>.</summary>
    /// <exception cref="ArgumentException">The address is not one of Civitai, or none at all.</exception>
    /// <exception cref="CivitaiRequestException">The service refused or could not be reached.</exception>
    public async Task<Results<Model>?> GetModels(string url, CancellationToken token) =>
        await _transport.GetAsync(url, CivitaiJson.Default.ResultsModel, token).ConfigureAwait(false);

    /// <summary>One page of models.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has over 100 ids.</exception>
    /// <exception cref="CivitaiRequestException">The service refused or could not be reached.</exception>
    public async Task<Results<Model>?> GetModelsAsync(ModelSearchParameters searchParameters, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(searchParameters);
        return await GetModels(searchParameters.ToPath(), token).ConfigureAwait(false);
    }

    /// <summary>The oldest published version with a file of this hash.</summary>
    /// <exception cref="ArgumentException">The text is not 8, 10, 12 or 64 hex digits.</exception>
    /// <exception cref="CivitaiRequestException">No file has it, or the service refused.</exception>
    public Task<ModelVersion2> GetModelVersionsByHashAsync(string hash, CancellationToken token) =>
        Versions.GetByHashAsync(hash, token);

    /// <summary>Whether Civitai accepts the configured key; asked now, of <c>/me</c>.</summary>
    /// <remarks>Nothing else tells: public routes treat a wrong key as none.</remarks>
    /// <exception cref="CivitaiRequestException">The service could not answer.</exception>
    public Task<KeyState> CheckKeyAsync(CancellationToken cancellationToken = default) =>
        _transport.CheckKeyAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _transport.Dispose();
        Orchestration.Dispose();
    }
}
