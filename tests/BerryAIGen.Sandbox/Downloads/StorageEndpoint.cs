using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>The object storage behind the redirect: a host that knows no keys and no HEAD.</summary>
internal sealed class StorageEndpoint(Catalogue catalogue, SignedLinks links)
{
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/_storage/file/civitai-modelfiles/model/{id:int}/{name}", Send);

    private Task Send(HttpContext http, int id)
    {
        if (StorageRefusal.Of(http, links) is { } refusal)
            return AnswerWriter.WriteAsync(http, refusal);
        if (catalogue.FindFile(id) is not { } file)
            return AnswerWriter.WriteAsync(http, StorageRefusal.NoSuchKey);
        var fault = http.ActiveFault();
        var tag = fault?.ETag ?? $"\"{SeedContext.UuidOf(file.Id):N}\"";
        return RangeAnswer.WriteAsync(http, new StoredObject(file.Content, tag, file.Version.PublishedAt), fault);
    }
}
