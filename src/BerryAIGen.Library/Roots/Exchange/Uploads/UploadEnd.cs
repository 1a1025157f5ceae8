using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange.Uploads;

/// <summary>
/// How an upload ends when the server's word for it is lost or is no. A request whose answer was lost is sent again, and then
/// finds what the first one stored: to its sender that looks like somebody else's object.
/// </summary>
internal sealed class UploadEnd(S3Objects objects)
{
    private readonly S3Uploads _uploads = new(objects);

    /// <summary>Has the object stored, and looks at what is there when the server says no.</summary>
    /// <returns>False when the server said no and has the same bytes all the same.</returns>
    /// <exception cref="LibraryException">It is not stored; another object may have its name.</exception>
    public async Task<bool> StoreAsync(
        S3Place place,
        SentFile file,
        Func<Task> store,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await store().ConfigureAwait(false);
            return true;
        }
        catch (LibraryException refused)
            when (refused.Failure.Code is FailureCode.Conflict or FailureCode.NotFound or FailureCode.Network)
        {
            if (!await IsThereAsync(place, file, refused, cancellationToken).ConfigureAwait(false))
                throw;
            return false;
        }
    }

    /// <summary>Throws an upload's parts away; that they stay, and why, where the server does not let them go.</summary>
    public async Task<string?> GiveUpAsync(S3Place place, string uploadId)
    {
        try
        {
            await _uploads.AbortAsync(place, uploadId, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (LibraryException refused)
        {
            return $"the parts that were sent stay at the server until 'berry roots clean' throws them away ({refused.Failure.Message.TrimEnd('.')})";
        }
    }

    /// <summary>The first failure is the reason; what came after it is told beside it.</summary>
    public static Failure Join(Failure first, string second) =>
        first.Message == second ? first : first with { Message = Sentences.Join(first.Message, second) + "." };

    private async Task<bool> IsThereAsync(
        S3Place place,
        SentFile file,
        LibraryException refused,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await objects.FindAsync(place, cancellationToken).ConfigureAwait(false) is { } there
                && there.SizeBytes == file.SizeBytes
                && there.Sha256 == file.Sha256;
        }
        catch (LibraryException unseen)
        {
            throw new LibraryException(Join(refused.Failure, unseen.Failure.Message), refused);
        }
    }
}

/// <summary>What an object must be to be the file that was sent.</summary>
internal sealed record SentFile(long SizeBytes, string Sha256);
