namespace BerryAIGen.Library;

/// <summary>Carries a <see cref="Library.Failure"/> to the host that shows it.</summary>
public class LibraryException(Failure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public Failure Failure { get; } = failure;

    public LibraryException(FailureCode code, string message, Exception? inner = null)
        : this(new Failure(code, message), inner) { }
}
