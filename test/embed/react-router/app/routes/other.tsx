import { Link } from 'react-router';

export default function Other() {
  return <Link to="/">To the login</Link>;
}
