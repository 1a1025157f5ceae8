using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>Takes what orchestrators tell; it is only a reason to ask them, so nothing in it has to be believed.</summary>
public sealed class GenerationCallbacks(LibraryDatabase database, GenerationNudges nudges)
{
    /// <summary>Takes an event; the same a second time changes nothing.</summary>
    /// <param name="token">The generation's, out of the address.</param>
    /// <param name="body">What was posted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when it was taken before.</returns>
    /// <exception cref="LibraryException">The address is nobody's, or the body is no event of that generation.</exception>
    public async Task<bool> TakeAsync(string token, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row =
            await context
                .Generations.AsNoTracking()
                .FirstOrDefaultAsync(one => one.CallbackToken == token, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, "Nobody expects events here.");
        var told = Read(body.Span);
        if (row.WorkflowId is { } known && told.WorkflowId != known)
            throw new LibraryException(FailureCode.Usage, "The event is of another workflow.");
        if (told.Timestamp is null)
        {
            // Those of steps come without a time, so that nothing tells one from its repetition.
            nudges.Nudge(row.Id);
            return true;
        }

        var mark = $"{told.Type} {told.Status} {told.Timestamp:O}";
        if (
            await context.GenerationCallbacks.AnyAsync(
                one => one.GenerationId == row.Id && one.Mark == mark,
                cancellationToken
            )
        )
            return false;
        context.GenerationCallbacks.Add(new GenerationCallbackRow { GenerationId = row.Id, Mark = mark });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Told twice at a time.
            return false;
        }

        nudges.Nudge(row.Id);
        return true;
    }

    private static CallbackEvent Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return CallbackEvent.Read(body);
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(FailureCode.Usage, problem.Message, problem);
        }
    }
}
